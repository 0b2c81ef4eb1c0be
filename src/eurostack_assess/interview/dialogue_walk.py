"""Moves through a dialogue: from question to question, to the overview, and to the end."""

from dataclasses import dataclass, replace
from typing import Self

from eurostack_assess.errors import message
from eurostack_assess.interview.dialogue_answers import AnsweringDialogue
from eurostack_assess.interview.interview import Interview
from eurostack_assess.interview.typed_answer import find_answered_rung, find_given_answer


@dataclass(frozen=True)
class WalkingDialogue(AnsweringDialogue):
    """A dialogue with the pages that come after others."""

    def go_past_layer(self, interview: Interview) -> Self:
        """The first question of the next layer, or the end."""
        if interview.position == len(interview.walk) - 1:
            return self.come_to_end()
        return self.show_question(interview.forward())

    def come_to_end(self, *, asked: bool = False) -> Self:
        """The end where every question is answered; else the review, or where that was seen, the question whether."""
        dialogue = self.return_to_whole_walk()
        if not dialogue.open_questions:
            return replace(dialogue, mode="ending")
        if asked:
            return replace(dialogue, mode="finish")
        return replace(dialogue.show_review(), notice=message("interview.all-passed", n=len(dialogue.open_questions)))

    def ask_open_questions(self) -> Self:
        """The open questions alone, the first of them on the page."""
        interview = replace(self.interview, walk=self.open_questions, position=0)
        return replace(self, whole_walk=self.interview.walk).show_question(interview)

    def return_to_whole_walk(self) -> Self:
        """Along all questions again, at the same one."""
        if not self.whole_walk:
            return self
        interview = replace(self.interview, walk=self.whole_walk, position=0).jump(self.interview.question.id)
        return replace(self, interview=interview, whole_walk=())

    def show_question(self, interview: Interview) -> Self:
        """The page of the question that an interview is at."""
        dialogue = replace(self, interview=interview, mode="question", cursor=find_answered_rung(interview))
        return replace(dialogue.remember(find_given_answer(interview)), typed="", unsent="")

    def show_review(self) -> Self:
        """The overview of all questions, unfiltered and from its top."""
        dialogue = replace(self.return_to_whole_walk(), state_filter=None)
        return replace(dialogue, mode="review", cursor=0 if dialogue.rows else None, typed="")
