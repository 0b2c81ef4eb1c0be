"""What looks wrong in ballots that come in: told, never decided."""

from collections.abc import Mapping

from eurostack_assess.method.workshop_checks import (
    count_contradicting,
    count_replaced,
    find_renamed_participants,
    find_shared_names,
)
from eurostack_assess.model.workshop import Ballot, Vote

ANNA, BERT = "a" * 32, "b" * 32


def ballot(participant: str, name: str | None = None, answers: Mapping[str, tuple[int, int]] | None = None) -> Ballot:
    """A participant's answers: a rung and a revision by question id."""
    votes = {id_: Vote(answer=rung, revision=revision) for id_, (rung, revision) in (answers or {}).items()}
    return Ballot(participant=participant, name=name, answers=votes)


def test_two_answers_of_one_revision_contradict() -> None:
    ballots = [ballot(ANNA, answers={"moor": (1, 4)}), ballot(ANNA, answers={"moor": (2, 4), "depth": (1, 4)})]
    assert count_contradicting(ballots) == 1


def test_a_later_revision_and_another_participant_do_not() -> None:
    ballots = [
        ballot(ANNA, answers={"moor": (1, 4)}),
        ballot(ANNA, answers={"moor": (2, 5)}),
        ballot(ANNA, answers={"moor": (1, 4)}),
        ballot(BERT, answers={"moor": (0, 4)}),
    ]
    assert count_contradicting(ballots) == 0


def test_a_participant_who_came_in_under_two_names() -> None:
    ballots = [ballot(ANNA, "Anna"), ballot(ANNA, "ANNA"), ballot(ANNA), ballot(BERT, "Bert"), ballot(BERT, "Ab")]
    assert find_renamed_participants(ballots) == [["Ab", "Bert"]]


def test_a_name_that_two_participants_share() -> None:
    ballots = [ballot(ANNA, "Sam"), ballot(BERT, "sam"), ballot(BERT, "Bert"), ballot(ANNA)]
    assert find_shared_names(ballots) == ["Sam"]


def test_those_whose_newer_answers_count_are_counted() -> None:
    def voted(participant: str, answer: int, revision: int) -> Ballot:
        return Ballot(participant=participant * 16, answers={"q": Vote(answer=answer, revision=revision)})

    ballots = [
        voted("a", 1, 1),
        voted("a", 2, 2),
        voted("b", 1, 1),
        voted("b", 1, 5),
        voted("c", 1, 1),
        voted("c", 2, 1),
    ]
    assert count_replaced(ballots) == 1
