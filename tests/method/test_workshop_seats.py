"""How many people a workshop needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.workshop_seats import count_people


@pytest.mark.parametrize(
    ("questions", "people"),
    [
        pytest.param({"it": "abc"}, {"it": 3}, id="one seat"),
        pytest.param({"it": "abc", "board": "a"}, {"it": 3, "board": 1}, id="the larger seat answers for both"),
        pytest.param({"it": "ab", "legal": "bc", "data": "bc"}, {"it": 3, "legal": 2, "data": 1}, id="two share"),
        pytest.param({"it": "", "board": ""}, {"it": 1, "board": 1}, id="nothing asked"),
    ],
)
def test_people(questions: dict[str, str], people: dict[str, int]) -> None:
    assert count_people(questions) == people


@given(st.dictionaries(st.sampled_from("pqrst"), st.sets(st.sampled_from("abcdefg")), min_size=1))
def test_every_question_gets_enough_answers_and_no_seat_stays_empty(questions: dict[str, set[str]]) -> None:
    people = count_people(questions)
    assert min(people.values()) >= 1
    for asked in set().union(*questions.values()):
        assert sum(people[seat] for seat, ids in questions.items() if asked in ids) >= 3
