"""The questionnaires that rules check, and the violations that rules find in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework, FrameworkHeader
from eurostack_assess.model.question import Question, Questionnaire


class RuleViolation(NamedTuple):
    """A place where a rule is not kept."""

    part: str | None
    """Id of the part in whose file it is; None: in `framework.yaml`."""
    path: tuple[str | int, ...]
    """The value in that file, or the nearest above it that is there."""
    values: Mapping[str, object] = {}
    """What the rule's sentence is filled with."""


@dataclass(frozen=True)
class Subject:
    """Questionnaires of one framework, each question complete; and the edition before, where that is given."""

    header: FrameworkHeader
    parts: Mapping[str, Questionnaire]
    earlier: Framework | None = None
    unnamed_files: Sequence[str] = ()
    """Files in the folder that the framework does not name."""
    today: date = date.min
    """The day by which sources are past theirs."""
    positions: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """By part, where in its file each question is written; left out: each in a place of its own."""

    @property
    def earlier_parts(self) -> Sequence[Questionnaire]:
        """What stood in the edition before where these parts stand; all of it, if this is a whole framework."""
        earlier = self.earlier.parts if self.earlier else ()
        is_whole = self.parts.keys() >= {*self.header.layers, *self.header.cross_cutting, *self.header.lenses}
        return earlier if is_whole else [part for part in earlier if part.id in self.parts]

    def find_position(self, part: str, index: int) -> tuple[str, int]:
        """Where a question is written; those that are one question, asked of several parties, in the same place."""
        return part, self.positions[part][index] if part in self.positions else index

    def questions(self) -> Iterator[tuple[str, tuple[str | int, ...], Question]]:
        """Every question with its part and the path at which it stands there."""
        for part in self.parts.values():
            for index, question in enumerate(part.questions):
                yield part.id, ("questions", index), question


def iterate_texts(question: Question) -> Iterator[tuple[tuple[str | int, ...], LocalText]]:
    """Every text of a question that is put to people, with its path below the question."""
    for name in ("ask", "why", "evidence"):
        if (text := getattr(question, name)) is not None:
            yield (name,), text
    for name in ("options", "actions"):
        for index, item in enumerate(getattr(question, name)):
            yield (name, index), item.text
