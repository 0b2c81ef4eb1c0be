"""What people write by mistake in a profile, where it is reported, and which hint they get."""

from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInputError, Problem
from eurostack_assess.reading.file_kinds import is_workshop
from eurostack_assess.reading.guesses import guess_answer, guess_decimal
from eurostack_assess.reading.source import SourceText
from eurostack_assess.reading.validate import parse_document
from eurostack_assess.subjects.subject import read_profile_subject
from eurostack_assess.texts import texts

HEAD = "name: X\nkind: organisation\n"
SAY = texts("en")


def problems(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    path = tmp_path / "profile.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidInputError) as refused:
        read_profile_subject(path)
    return refused.value.problems


SPACE = "write a space after the colon: {}"


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        pytest.param("answers:\n  app-approval:2\n  cloud-exit: 1\n", (4, 16), SPACE.format("app-approval: 2"), id="no space, a key follows"),
        pytest.param("answers:\n  app-approval:2\n", (4, 3), SPACE.format("app-approval: 2"), id="no space, nothing follows"),
        pytest.param("answers:\n  app-approval:2\n  cloud-exit:1\n", (4, 3), SPACE.format("app-approval: 2"), id="no space anywhere"),
        pytest.param("country:NL\nanswers: {}\n", (3, 9), SPACE.format("country: NL"), id="no space at the top"),
        pytest.param("answers:\n  cloud-exit: weet niet\n", (4, 15), "did you mean dont_know?", id="don't know in Dutch"),
        pytest.param("answers:\n  cloud-exit: don't know\n", (4, 15), "did you mean dont_know?", id="don't know in English"),
        pytest.param("answers:\n  cloud-exit: n.v.t.\n", (4, 15), 'did you mean {answer: not_applicable, reason: "why it does not apply"}?', id="not applicable"),
        pytest.param('answers:\n  cloud-exit: "2"\n', (4, 15), "write the number of the answer without quotes: 2", id="a number in quotes"),
        pytest.param("answers:\n  cloud-exit: {answer: '2'}\n", (4, 24), "write the number of the answer without quotes: 2", id="a number in quotes, in full"),
        pytest.param("answers:\n  cloud-exit: 1,5\n", (4, 15), "write a whole number; for an answer between two rungs, write {between: [1, 2]}", id="a decimal comma in an answer"),
        pytest.param("answers:\n  cloud-exit: 2+\n", (4, 15), "in a profile, write {at_least: 2}", id="as in the interview"),
        pytest.param("country: Nederland\n", (3, 10), "did you mean NL?", id="a country by its name"),
        pytest.param("country: nl\n", (3, 10), "did you mean NL?", id="a country in small letters"),
        pytest.param("country: Duitsland\n", (3, 10), "did you mean DE?", id="a country in Dutch"),
        pytest.param("dependencies:\n  - {service: Mail, layer: cloud-compute, share: 0,5}\n", (4, 52), "write 0.5, with a decimal point", id="a decimal comma between braces"),
        pytest.param("dependencies:\n  - {service: Mail, share: \"0.5 e\"}\n", (4, 28), "write 0.5; a flag such as e is not part of the figure: use the key confidence to record how reliable the figure is", id="a figure with its flag"),
        pytest.param("dependencies:\n  - service: Mail\n    share: 0,5\n", (5, 12), "write 0.5, with a decimal point", id="a decimal comma on its line"),
        pytest.param('facts:\n  - {text: "no end, source: x}\nanswers: {}\n', (4, 12), "close the quote or bracket that opens here", id="a quote not closed"),
        pytest.param("answers:\n  cloud-exit: {answer: 2, evidence: x\n  key-control: 1\n", (4, 15), "close the quote or bracket that opens here", id="a brace not closed"),
        pytest.param("lenses: [a, b\nanswers: {}\n", (3, 9), "close the quote or bracket that opens here", id="a bracket not closed"),
        pytest.param("facts:\n  - {text: 'it's late', source: x}\n", (4, 15), "use double quotes; an apostrophe ends a text in single quotes", id="an apostrophe"),
        pytest.param("answers:\n  cloud-exit: {answer: 2, evidence: Contract: see file}\n", (4, 45), "put a text that contains a colon in double quotes", id="a colon between braces"),
        pytest.param("answers:\n  cloud-exit:\n    answer: 2\n    evidence: Contract: see file\n", (6, 23), "put a text that contains a colon in double quotes", id="a colon on its line"),
        pytest.param("answers:\n  cloud-exit: 1\n   key-control: 2\n", (5, 15), "check that all lines of this block start in the same column", id="too far to the right"),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_where_it_is_with_a_hint_that_works(
    tmp_path: Path, text: str, place: tuple[int, int], hint: str
) -> None:
    (problem,) = problems(tmp_path, HEAD + text)
    assert (problem.place.line, problem.place.column) == place
    assert problem.hint is not None
    assert SAY.message(problem.hint) == hint


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("1..3", "in a profile, write {between: [1, 3]}"),
        ("2-", "in a profile, write {at_most: 2}"),
        (1.5, "write a whole number; for an answer between two rungs, write {between: [1, 2]}"),
        (2.0, "did you mean 2?"),
        (["2"], None),
        ("maybe", None),
    ],
)
def test_what_an_answer_was_meant_to_be(value: object, hint: str | None) -> None:
    guessed = guess_answer(value)
    assert (SAY.message(guessed) if guessed else None) == hint


@pytest.mark.parametrize(
    ("siblings", "key", "number"),
    [
        ({"share": 0, "5": None}, "5", "write 0.5, with a decimal point"),
        ({"share": True, "5": None}, "5", None),
        ({"share": 0, "5": 1}, "5", None),
        ({"5": None}, "5", None),
        ({"share": 0, "half": None}, "half", None),
        ([0], "5", None),
    ],
)
def test_where_a_decimal_comma_ended_a_number(siblings: object, key: str, number: str | None) -> None:
    guessed = guess_decimal(siblings, key)
    assert (SAY.message(guessed) if guessed else None) == number


def test_a_list_for_a_profile_has_no_further_problems(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "[a, b]\n")
    assert problem.message.key == "problem.not-a-mapping"


def test_a_value_by_its_path() -> None:
    document = parse_document(SourceText("p.yaml", "a: [{b: 1}]\n"))
    assert document.get_plain("a", 0, "b") == 1
    assert document.get_plain("a", 0, "b", "c") is None
    assert document.get_plain("a", 9) is None


def test_an_address_is_no_key_without_a_space(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, f"{HEAD}facts:\n  - text: a\n    source:\n      https://example.org\n      b: c\n")
    assert problem.hint is None or "space" not in SAY.message(problem.hint)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "name: X\nkind: city\ncountry: nl\nanswers:\n  app-approval: 9\n  foo: 1\n  cloud-exit: weet niet\nsaas: 2\n",
            ["not-one-of", "not-a-country", "no-such-rung", "no-such-question", "not-an-answer", "unknown-key"],
        ),
        ("answers:\n  cloud-exit: 7\n", ["missing-key", "missing-key", "no-such-rung"]),
        (f"{HEAD}dependencies:\n  - {{servic: Mail}}\nanswers:\n  cloud-exit: 7\n", ["missing-key", "unknown-key", "no-such-rung"]),
        (f"{HEAD}size: huge\nfindings: {{moon: {{verdict: strong}}}}\n", ["not-one-of", "no-such-layer"]),
        (f"{HEAD}framework: moon\nsize: huge\n", ["not-one-of"]),
    ],
)  # fmt: skip
def test_all_problems_of_a_file_are_reported_at_once(tmp_path: Path, text: str, found: list[str]) -> None:
    assert [problem.message.key.removeprefix("problem.") for problem in problems(tmp_path, text)] == found


def test_votes_are_known_by_what_they_are_called() -> None:
    assert is_workshop(Path("port.WORKSHOP.json"))
    assert not is_workshop("port.json")
