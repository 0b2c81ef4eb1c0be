"""Finds anything that looks wrong in the ballots of a workshop; it is only reported, not resolved."""

from collections.abc import Sequence

from eurostack_assess.model.workshop import Ballot


def count_contradicting(ballots: Sequence[Ballot]) -> int:
    """Number of participants for whom two files hold different answers of the same revision."""
    seen: dict[tuple[str, str, int], object] = {}
    found = set()
    for ballot in ballots:
        for question, vote in ballot.answers.items():
            if seen.setdefault((ballot.participant, question, vote.revision), vote.answer) != vote.answer:
                found.add(ballot.participant)
    return len(found)


def count_replaced(ballots: Sequence[Ballot]) -> int:
    """Number of participants of whom an answer in one file counts instead of another one in an older file."""
    seen: dict[tuple[str, str], dict[int, object]] = {}
    for ballot in ballots:
        for question, vote in ballot.answers.items():
            seen.setdefault((ballot.participant, question), {})[vote.revision] = vote.answer
    return len({who for (who, _), answers in seen.items() if len(set(map(repr, answers.values()))) > 1})


def find_renamed_participants(ballots: Sequence[Ballot]) -> list[list[str]]:
    """The names of each participant who came in under more than one."""
    names_of: dict[str, dict[str, str]] = {}
    for ballot in ballots:
        if ballot.name:
            names_of.setdefault(ballot.participant, {}).setdefault(ballot.name.casefold(), ballot.name)
    return [sorted(names.values()) for names in names_of.values() if len(names) > 1]


def find_shared_names(ballots: Sequence[Ballot]) -> list[str]:
    """Names under which more than one participant came in."""
    participants_of: dict[str, dict[str, str]] = {}
    for ballot in ballots:
        if ballot.name:
            participants_of.setdefault(ballot.name.casefold(), {})[ballot.participant] = ballot.name
    return sorted(min(names.values()) for names in participants_of.values() if len(names) > 1)
