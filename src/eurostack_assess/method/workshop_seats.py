"""Computes how many people each seat of a workshop needs, so that every question gets enough answers to count."""

from collections.abc import Collection, Mapping

from eurostack_assess.method.agreement import MIN_VOTES


def count_people(questions: Mapping[str, Collection[str]], enough: int = MIN_VOTES) -> dict[str, int]:
    """People by seat, at least one each: added one by one where they answer most of what still lacks answers.

    Args:
        questions: What each seat is asked, by seat.
        enough: Answers that a question needs.

    Returns:
        Number of people by seat, in the same order.
    """
    people = dict.fromkeys(questions, 1)
    asked = {id_ for ids in questions.values() for id_ in ids}

    def count_answers(id_: str) -> int:
        return sum(number for seat, number in people.items() if id_ in questions[seat])

    while lacking := {id_ for id_ in asked if count_answers(id_) < enough}:
        best = max(questions, key=lambda seat: len(lacking & {*questions[seat]}))
        people[best] += 1
    return people
