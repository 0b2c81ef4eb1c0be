"""Step 18, an older edition, and step 19, two editions side by side."""

from collections.abc import Callable

import pytest

from eurostack_assess.method.assessment import assess
from eurostack_assess.method.edition_drift import (
    build_edition_record,
    build_question_record,
    detect_edition_drift,
    find_changes,
)
from eurostack_assess.method.editions import diff, measure_similarity
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Cuts, Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Option, Question, Questionnaire
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR, question, rungs, text

BEFORE = read_framework(HARBOUR)


def edited(id_: str, edit: Callable[[Question], Question | None], edition: str = "2") -> Framework:
    """The harbour's next edition, with one question edited or taken out, which remembers the one before."""

    def part(one: Questionnaire) -> Questionnaire:
        kept = [edit(each) if each.id == id_ else each for each in one.questions]
        return one.model_copy(update={"questions": tuple(each for each in kept if each is not None)})

    return Framework(
        header=BEFORE.header.model_copy(update={"edition": edition}),
        hash="2",
        layers=tuple(map(part, BEFORE.layers)),
        cross_cutting=tuple(map(part, BEFORE.cross_cutting)),
        lenses=tuple(map(part, BEFORE.lenses)),
        earlier_editions={"1": build_edition_record(BEFORE)},
    )


def with_(**update: object) -> Callable[[Question], Question]:
    return lambda one: one.model_copy(update=update)


BASE = question("q").model_copy(update={"ask": LocalText({"nl": "Wat?", "en": "What?"})})
CASES = [
    pytest.param(with_(), (), id="nothing"),
    pytest.param(
        with_(ask=LocalText({"nl": "Wat?", "en": "What then?"})), ("asked",), id="worded otherwise in one language"
    ),
    pytest.param(with_(ask=LocalText({"nl": "Wat?", "en": "What?", "fr": "Quoi ?"})), (), id="a language more"),
    pytest.param(with_(ask=LocalText({"nl": "Wat?"})), (), id="a language less"),
    pytest.param(with_(options=BASE.options[:-1]), ("asked", "counted"), id="a rung less"),
    pytest.param(with_(weight=2.0), ("weighed",), id="weight"),
    pytest.param(with_(role="gating"), ("counted",), id="role"),
    pytest.param(with_(target=2), ("counted",), id="target"),
    pytest.param(with_(scope="region"), ("moved",), id="kind of profile"),
    pytest.param(with_(why=text("Because.")), (), id="its explanation"),
]


@pytest.mark.parametrize(("edit", "expected"), CASES)
def test_what_became_of_a_question(edit: Callable[[Question], Question], expected: tuple[str, ...]) -> None:
    assert find_changes(build_question_record(BASE, "quay"), build_question_record(edit(BASE), "quay")) == expected


def test_another_layer() -> None:
    assert find_changes(build_question_record(BASE, "quay"), build_question_record(BASE, "crane")) == ("moved",)


def profile(edition: str | None, **answers: int) -> Profile:
    return Profile(name="Port", kind="region", edition=edition, answers=rungs(answers))


@pytest.mark.parametrize("edition", [None, "2"])
def test_answers_under_this_edition_are_not_older(edition: str | None) -> None:
    assert detect_edition_drift(edited("moor", with_(weight=9.0)), profile(edition, moor=1)) is None


def test_answered_questions_that_changed_are_marked_and_those_gone_named() -> None:
    found = detect_edition_drift(edited("moor", with_(weight=9.0)), profile("1", moor=1, depth=0))
    assert found is not None
    assert (found.edition, found.known, found.changed, found.removed, found.new) == (
        "1",
        True,
        {"moor": ("weighed",)},
        (),
        (),
    )
    gone = detect_edition_drift(edited("moor", lambda _: None), profile("1", moor=1, depth=0))
    assert gone is not None
    assert (gone.changed, gone.removed) == ({}, ("moor",))


def test_questions_that_are_new_are_named() -> None:
    now = edited("moor", lambda one: one.model_copy(update={"id": "berth"}))
    found = detect_edition_drift(now, profile("1", moor=1))
    assert found is not None
    assert (found.removed, found.new) == (("moor",), ("berth",))


def test_an_edition_that_nobody_remembers() -> None:
    found = detect_edition_drift(edited("moor", with_(weight=9.0)), profile("0", moor=1))
    assert found is not None
    assert (found.known, found.changed, found.new) == (False, {}, ())


def test_a_profile_of_an_older_edition_still_scores() -> None:
    result = assess(edited("moor", lambda _: None), profile("1", moor=1, depth=1, light=3), tool_version="1")
    assert result.edition_drift is not None
    assert result.edition_drift.removed == ("moor",)
    assert result.layer("quay").score == pytest.approx((0.25 * 50 + 0.65 * 100) / 0.9)


def test_two_editions_that_are_the_same() -> None:
    same = diff(BEFORE, BEFORE, [], tool_version="1")
    assert (same.new, same.removed, same.changed, same.layer_weights, same.thresholds, same.target) == (
        (),
        (),
        (),
        {},
        {},
        None,
    )


def test_new_gone_reworded_and_reweighed() -> None:
    now = edited("moor", lambda one: one.model_copy(update={"id": "berth"}))
    header = now.header.model_copy(
        update={
            "weights": {"quay": 0.5, "crane": 0.3},
            "target": 1,
            "cuts": Cuts(of=4, at=(2, 3)),
            "thresholds": now.header.thresholds.model_copy(update={"strong": 80.0}),
        }
    )
    now = now.model_copy(update={"header": header})
    made = diff(BEFORE, now, [profile(None, moor=1, depth=2, light=3)], tool_version="1")
    assert [(one.id, one.looks_like) for one in made.new] == [("berth", "moor")]
    assert [one.id for one in made.removed] == ["moor"]
    assert made.layer_weights == {"quay": (0.7, 0.5)}
    assert made.cuts == ((), (50.0, 75.0))
    assert (made.thresholds, made.target) == ({"strong": (75.0, 80.0)}, (2, 1))
    (moved,) = made.profiles
    assert (moved.before.score, moved.now.score) == (100, 100)
    assert moved.dropped_answers == ("moor",)
    assert [one.id for one in moved.layers] == ["quay"]


def test_what_only_explains_is_told_where_nothing_else_changed() -> None:
    made = diff(BEFORE, edited("moor", with_(why=text("Because."))), [], tool_version="1")
    assert [(one.id, one.changes) for one in made.changed] == [("moor", ("explained",))]
    both = diff(
        BEFORE, edited("moor", with_(why=text("Because."), weight=3.0, ask=text("Moor?"))), [], tool_version="1"
    )
    (one,) = both.changed
    assert (one.changes, one.weight_before, one.weight_now) == (("asked", "weighed"), 0.1, 3.0)
    assert one.asked_before == text("Can a ship moor at night?")


def test_a_layer_that_is_new_or_gone() -> None:
    header = BEFORE.header.model_copy(update={"layers": ("quay",)})
    less = Framework(header=header, hash="2", layers=BEFORE.layers[:1], cross_cutting=(), lenses=())
    made = diff(BEFORE, less, [profile(None, lift=5, spare=1)], tool_version="1")
    assert made.layer_weights == {"crane": (0.3, None)}
    (moved,) = made.profiles
    assert [(one.id, one.verdict_now) for one in moved.layers] == [("crane", None)]
    assert set(moved.dropped_answers) == {"lift", "spare"}


def test_a_shorter_ladder_loses_the_answers_above_it() -> None:
    def shorter(one: Question) -> Question:
        options: tuple[Option, ...] = one.options[:2]
        return one.model_copy(update={"options": options, "target": 1})

    made = diff(BEFORE, edited("light", shorter), [profile(None, moor=1, depth=2, light=3)], tool_version="1")
    (moved,) = made.profiles
    assert (moved.dropped_answers, moved.open) == (("light",), ("light", "lift", "spare"))
    (one,) = made.changed
    assert [(rung.rung, rung.now) for rung in one.rungs] == [(2, None), (3, None)]


def test_a_rung_that_says_or_counts_something_else() -> None:
    def other(one: Question) -> Question:
        first, second, third, *rest = one.options
        changed = (
            first.model_copy(update={"text": LocalText({"en": "Nought"})}),
            second.model_copy(update={"value": 0.3}),
            third,
            *rest,
        )
        return one.model_copy(update={"options": changed})

    (one,) = diff(BEFORE, edited("light", other), [], tool_version="1").changed
    assert [(rung.rung, rung.before and rung.before.value, rung.now and rung.now.value) for rung in one.rungs] == [
        (0, 0, 0), (1, 0.25, 0.3),
    ]  # fmt: skip


def test_likeness_is_quickly_ruled_out() -> None:
    long_, short = (question("q").model_copy(update={"ask": text(words)}) for words in ("a" * 40, "a"))
    others = question("q").model_copy(update={"ask": text("b" * 40)})
    assert (
        measure_similarity(long_, short, 0.5),
        measure_similarity(long_, others, 0.5),
        measure_similarity(long_, long_, 0.5),
    ) == (0, 0, 1)
