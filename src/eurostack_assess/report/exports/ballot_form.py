"""The content of a form, which is written as a page for a browser (`form_page`) or as a spreadsheet (`form_sheet`).

Both hold the fingerprints of the questions, so that an answer is never taken for an answer to another wording.
"""

from dataclasses import dataclass
from functools import cached_property

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE
from eurostack_assess.model.session import fingerprint
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.texts import Texts, texts

OPEN = (DONT_KNOW, NOT_APPLICABLE)
"""What they may answer instead of a rung."""


@dataclass(frozen=True)
class BallotForm:
    """What is asked, of whom, in which language."""

    framework: Framework
    kind: Kind
    name: str
    """Of the organisation or region that it is about."""
    language: str
    """Of the tool's own sentences; the framework's are in it where they exist in it."""
    parts: tuple[Questionnaire, ...]
    """Whose questions are asked."""
    judged_layers: tuple[Questionnaire, ...]
    """Layers that participants judge as a whole."""
    stem: str
    """What the names of saved files begin with."""
    seat: str = ""
    """Whose form it is, where it asks only what one role knows."""

    @cached_property
    def translate(self) -> Texts:
        """The tool's own sentences."""
        return texts(self.language)

    @property
    def title(self) -> str:
        """What the form is called: of whom it is, and for which role."""
        about = f"{self.name} · {self.seat}" if self.seat else self.name
        return self.translate("ballot.title", name=about)

    @property
    def words_language(self) -> str:
        """The language that the framework's texts are in; another than the form's where it does not exist in that."""
        existing = self.framework.header.languages
        return self.language if self.language in existing else existing[0]

    def localise(self, text: LocalText) -> str:
        """A text of the framework in the form's language."""
        return text.in_language(self.language)

    def get_questions(self, part: Questionnaire) -> list[Question]:
        """A questionnaire's questions for this kind of profile."""
        return part.questions_for(self.kind)

    @property
    def question_fingerprints(self) -> dict[str, str]:
        """Fingerprints of all that is asked."""
        return {question.id: fingerprint(question) for part in self.parts for question in self.get_questions(part)}

    @property
    def origin(self) -> dict[str, str]:
        """The framework, as a file of answers names it."""
        header = self.framework.header
        return {"id": header.id, "edition": header.edition, "hash": self.framework.hash}
