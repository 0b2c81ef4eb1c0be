"""Models complain in our words: whole problems compared, with place and hint."""

import pytest

from eurostack_assess.errors import InvalidInputError, Message
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Questionnaire
from eurostack_assess.reading.answers import Answers
from eurostack_assess.reading.validate import validate_document
from eurostack_assess.texts import texts
from tests.helpers import document

SAY = texts("en")
Told = tuple[int, int, str, str | None]


def told(model: type[Profile] | type[Questionnaire], words: str) -> list[Told]:
    with pytest.raises(InvalidInputError) as caught:
        validate_document(model, document(words))
    return [
        (
            problem.place.line,
            problem.place.column,
            SAY.message(problem.message),
            SAY.message(problem.hint) if isinstance(problem.hint, Message) else None,
        )
        for problem in caught.value.problems
    ]


QUOTED = "put a text that contains a comma or a colon in double quotes"
HEAD = "name: A\nkind: region\n"


@pytest.mark.parametrize(
    ("words", "problems"),
    [
        pytest.param("- a\n", [(1, 1, "keys with values are expected here", None)], id="a list"),
        pytest.param("<html>\n<body>", [(1, 1, "keys with values are expected here", None)], id="a web page"),
        pytest.param("kind: region\n", [(1, 1, "the key name is missing", None)], id="missing key"),
        pytest.param(
            HEAD + "anwsers: {}\n",
            [(3, 1, "the key anwsers is not recognised here", "did you mean answers?")],
            id="misspelt key",
        ),
        pytest.param(
            HEAD + "facts: [{text: x, sauce: y, colour: red}]\n",
            [
                (3, 19, "the key sauce is not recognised here", "did you mean source?"),
                (3, 29, "the key colour is not recognised here", "choose from: text, source, date, confidence"),
            ],
            id="unknown keys further down",
        ),
        pytest.param(
            "name: 1.10\nkind: region\n",
            [(1, 7, "a text is expected here", "put the text in double quotes")],
            id="a number that is a text",
        ),
        pytest.param("name: []\nkind: region\n", [(1, 7, "a text is expected here", None)], id="a list for a text"),
        pytest.param('name: ""\nkind: region\n', [(1, 7, "this text must not be empty", None)], id="empty text"),
        pytest.param(
            f"name: {'x' * 201}\nkind: region\n",
            [(1, 7, "this text is longer than 200 characters", None)],
            id="a text too long",
        ),
        pytest.param(
            "name: A\nkind: regoin\n",
            [(2, 7, "this must be one of: organisation, region", "did you mean region?")],
            id="not one of",
        ),
        pytest.param(
            HEAD + "country: nl\n",
            [(3, 10, "a country code must be two capital letters, for instance NL", "did you mean NL?")],
            id="country",
        ),
        pytest.param(
            HEAD + "date: 2024-13-45\n",
            [(3, 7, "2024-13-45 is not a date; write year, month and day as in 2026-11-23", None)],
            id="impossible date",
        ),
        pytest.param(
            HEAD + "date: 20240105\n",
            [(3, 7, "20240105 is not a date; write year, month and day as in 2026-11-23", None)],
            id="a number for a date",
        ),
        pytest.param(HEAD + "example: yes\n", [(3, 10, "true or false is expected here", None)], id="not a boolean"),
        pytest.param(HEAD + "facts: {}\n", [(3, 8, "a list is expected here", None)], id="a mapping for a list"),
        pytest.param(
            HEAD + "answers: []\n", [(3, 10, "keys with values are expected here", None)], id="answers a list"
        ),
        pytest.param(
            HEAD + "facts: [a]\n", [(3, 9, "keys with values are expected here", None)], id="a text for a fact"
        ),
        pytest.param(
            HEAD + "answers: {Not A Slug: 1}\n",
            [(3, 11, "an id may contain only lower-case letters, digits and single hyphens", None)],
            id="key that is no id",
        ),
        pytest.param(
            HEAD + f"answers: {{{'x' * 41}: 1}}\n",
            [(3, 11, "this text is longer than 40 characters", None)],
            id="id too long",
        ),
        pytest.param(
            HEAD + "answers:\n  a: true\n  b: -1\n  c: 1.0\n  d: maybe\n  e: [1]\n  f: {answer: yes}\n",
            [
                (
                    line,
                    column,
                    "an answer must be the number of a rung, or at_least, at_most or between, or one of: dont_know, skipped, not_applicable",
                    hint,
                )
                for line, column, hint in ((4, 6, None), (5, 6, None), (6, 6, "did you mean 1?"), (7, 6, None))
            ]
            + [(8, 6, "keys with values are expected here", None)]
            + [
                (
                    9,
                    15,
                    "an answer must be the number of a rung, or at_least, at_most or between, or one of: dont_know, skipped, not_applicable",
                    None,
                )
            ],
            id="not an answer",
        ),
        pytest.param(
            HEAD + "answers:\n  a: not_applicable\n  b: {answer: 1, reason: x}\n",
            [
                (4, 6, "not_applicable needs a reason", None),
                (5, 6, "only not_applicable may have a reason", None),
            ],
            id="reasons",
        ),
        pytest.param(
            HEAD + "facts:\n  - {text: {nl: 5}}\n  - {text: {NL: a}}\n  - {text: {}}\n  - {text: 7}\n",
            [
                (4, 17, "a text is expected here", "put the text in double quotes"),
                (5, 13, "a language code must be two or three lower-case letters, for instance nl", None),
                (6, 12, "a text is missing: give it in at least one language", None),
                (7, 12, "a text is expected here", None),
            ],
            id="texts in languages",
        ),
        pytest.param(
            HEAD + "dependencies: [{service: a, share: 1.5}, {service: b, share: -0.1}, {service: c, share: much}]\n",
            [
                (3, 36, "this must be 1 or less", None),
                (3, 62, "this must be 0 or more", None),
                (3, 89, "a number is expected here", None),
            ],
            id="shares",
        ),
    ],
)
def test_profile_problems(words: str, problems: list[Told]) -> None:
    assert told(Profile, words) == problems


QUESTION = "layer: a\nname: A\nquestions:\n  - id: q\n    ask: Q?\n"


@pytest.mark.parametrize(
    ("words", "problems"),
    [
        pytest.param(
            QUESTION + "    options: [a]\n",
            [(6, 14, "the number of items here must be at least 2", None)],
            id="one option",
        ),
        pytest.param(
            QUESTION + "    options: [a, b, c, d, e, f, g, h, i, j, k]\n",
            [(6, 14, "the number of items here must be at most 10", None)],
            id="eleven options",
        ),
        pytest.param(
            QUESTION + "    options: [{value: 1}, {nl: a, valeu: 1}, 7]\n",
            [
                (6, 15, "a text is missing: give it in at least one language", None),
                (6, 35, "the key valeu is not recognised here", "did you mean value?"),
                (6, 46, "keys with values are expected here", None),
            ],
            id="options without text",
        ),
        pytest.param(
            QUESTION + "    options: [a, b]\n    weight: -1\n    actions: [{to: 0.5, nl: x, effort: XL}]\n",
            [
                (7, 13, "this must be 0 or more", None),
                (8, 20, "a whole number is expected here", None),
                (8, 40, "this must be one of: S, M, L", "did you mean L?"),
            ],
            id="weight, rung, effort",
        ),
        pytest.param(
            QUESTION + "    options: [{nl: 5, value: 0}, b]\n",
            [(6, 20, "a text is expected here", "put the text in double quotes")],
            id="a text among other keys",
        ),
        pytest.param(
            QUESTION + "    options: [a, b]\n    weight: yes\n",
            [(7, 13, "a number is expected here", None)],
            id="yes is no weight",
        ),
        pytest.param(
            "layer: a\nlens: b\nname: A\nquestions: [{id: q, ask: Q, options: [a, b]}]\n",
            [(1, 1, "give either layer or lens, not both", None)],
            id="layer and lens",
        ),
    ],
)
def test_questionnaire_problems(words: str, problems: list[Told]) -> None:
    assert told(Questionnaire, words) == problems


def test_a_key_of_answers_that_is_also_a_models_key_gets_no_wrong_advice() -> None:
    assert told(Profile, HEAD + "answers: {source: {answer: 1, foo: 2}}\n") == [
        (3, 31, "the key foo is not recognised here", None)
    ]


LAYER = "layer: cloud\nname: Cloud\nquestions:\n  - id: q\n    ask: What?\n"


@pytest.mark.parametrize(
    ("words", "problems"),
    [
        pytest.param(
            f"{LAYER}    weight: 0,5\n    options: [a, b]\n",
            [(6, 13, "a number is expected here", "write 0.5, with a decimal point")],
            id="a decimal comma",
        ),
        pytest.param(
            f"{LAYER}    options:\n      - Only the supplier: we cannot\n      - b\n",
            [(7, 9, "a text is missing: give it in at least one language", QUOTED)],
            id="a colon in a text",
        ),
        pytest.param(
            f"{LAYER}    options: [a, b]\n    actions: [{{to: 1, effort: S, en: Copy it, and open it}}]\n",
            [(7, 47, "the key and open it is not recognised here", QUOTED)],
            id="a comma in a text",
        ),
    ],
)
def test_words_without_their_quotes_have_a_way_out(words: str, problems: list[Told]) -> None:
    assert told(Questionnaire, words) == problems


def test_an_answer_s_keys_are_known_in_a_file_of_answers() -> None:
    with pytest.raises(InvalidInputError) as caught:
        validate_document(Answers, document("moor: {antwoord: 1}\n"))
    (_, unknown) = caught.value.problems
    assert unknown.hint is not None
    assert (
        SAY.message(unknown.hint) == "choose from: answer, evidence, source, date, confidence, reason, scope, searched"
    )
