"""What several tests need: the resources, and questions and answers made in one line."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from eurostack_assess.method.answers import Item
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.profile import Answer
from eurostack_assess.model.question import Action, Effort, Option, Question, Role
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.source import SourceText
from eurostack_assess.reading.validate import SourceDocument
from tests.forking import can_fork, run_forked

ROOT = Path(__file__).parents[1]
RESOURCES = Path(__file__).parent / "resources"
HARBOUR = RESOURCES / "harbour"
CHANDLERY = RESOURCES / "chandlery"
"""A small catalogue for the harbour."""

TIMEOUT = 60
"""Seconds that a command may take."""

LADDER = (0.0, 0.25, 0.5, 0.75, 1.0)


def text(words: str) -> LocalText:
    return LocalText({"und": words})


def question(
    id_: str = "q",
    *,
    weight: float = 1.0,
    role: Role = "ranking",
    target: int = 3,
    floor: int | None = None,
    values: Sequence[float] = LADDER,
    levels: Sequence[int] | None = None,
    effort: Sequence[Effort] = (),
) -> Question:
    """A question as the reader hands it over: complete."""
    levels = levels or range(len(values))
    options = tuple(
        Option(text=text(f"rung {rung}"), value=value, level=level)
        for rung, (value, level) in enumerate(zip(values, levels, strict=True))
    )
    actions = tuple(Action(to=to, text=text(f"to {to}"), effort=size) for to, size in enumerate(effort, 1))
    return Question(
        id=id_,
        ask=text(f"{id_}?"),
        weight=weight,
        role=role,
        target=target,
        floor=floor,
        options=options,
        actions=actions,
    )


def answer(given: object) -> Answer | None:
    """None: unasked. "not_applicable" gets a reason."""
    if given is None:
        return None
    return Answer.model_validate(
        {"answer": given, "reason": "no such thing here"} if given == "not_applicable" else {"answer": given}
    )


def item(given: object, id_: str = "q", **of_question: object) -> Item:
    return Item(question(id_, **of_question), answer(given))  # type: ignore[arg-type]


def document(words: str, name: str = "file.yaml") -> SourceDocument:
    source = SourceText(name, words)
    return SourceDocument(source, parse_yaml(source))


def command(
    *words: str | Path, input_: bytes | None = None, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The command, in a process of its own, in a plain environment."""
    plain = plain_environment()
    environment, typed = plain | dict(env or {}), list(map(str, words))
    if can_fork(environment, plain):
        return run_forked(typed, input_, cwd or ROOT, environment, timeout=TIMEOUT)
    return subprocess.run(
        [sys.executable, "-m", "eurostack_assess", *typed],
        input=input_,
        stdin=subprocess.DEVNULL if input_ is None else None,
        capture_output=True,
        cwd=cwd or ROOT,
        env=environment,
        timeout=TIMEOUT,
        check=False,
    )


def plain_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT", "HOME") if name in os.environ}
    return kept | {"LANG": "C.UTF-8"}


def rungs(answers: Mapping[str, int]) -> dict[str, Answer]:
    return {id_: Answer(answer=rung) for id_, rung in answers.items()}
