"""The services in use, asked at the end of a layer: every step, in both faces, and nothing lost."""

from collections.abc import Sequence

import pytest

from eurostack_assess.interview.conversation import Conversation
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.interview import resume
from eurostack_assess.interview.inventory import Inventory
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.profile import Dependency
from eurostack_assess.model.session import Session
from eurostack_assess.texts import texts
from tests.dependencies import CATALOGUE, LAYERS, dependency
from tests.interview.helpers import FRAMEWORK, Memory, in_plain, session
from tests.interview.test_faces import pressed

SAY = texts("en")
TO_THE_END_OF_QUAY = ["", "1", "1", "1"]


def the_catalogue() -> Catalogue:
    return CATALOGUE


def inventory(*services: Dependency, layer: str = "quay") -> Inventory:
    return Inventory(services, layer, LAYERS, the_catalogue)


def after(steps: Sequence[str], of: Inventory | None = None) -> Inventory:
    """Keys, a digit with Enter, or `=text` for a line of text."""
    at = of or inventory()
    for step in steps:
        before, at = at, at.write(step[1:]) if step.startswith("=") else at.press(step)
        if step.isdigit() and at is not before:  # a digit selects, and Enter chooses
            at = at.press("enter")
    return at


def said(at: Inventory) -> list[dict[str, object]]:
    return [one.model_dump(mode="json", exclude_defaults=True) for one in at.services]


TUG = {"service": {"nl": "Sleepboot", "en": "Tug boat"}, "id": "tug", "layer": "quay", "supplier": "tug"}


@pytest.mark.parametrize(
    ("steps", "step", "services"),
    [
        pytest.param(["a"], "find", [], id="adding begins with looking for it"),
        pytest.param(["a", "=tug"], "pick", [], id="found"),
        pytest.param(["a", "=tug", "1"], "criticality", [TUG], id="picked by its number"),
        pytest.param(["a", "=tug", "enter"], "criticality", [TUG], id="picked under the cursor"),
        pytest.param(["a", "=tug", "b", "=sat"], "pick", [], id="looking for something else"),
        pytest.param(["a", "=tug", "7"], "pick", [], id="a number that is not there"),
        pytest.param(["a", "="], "services", [], id="nothing looked for"),
        pytest.param(["a", "=tug", "1", "3"], "exit", [TUG | {"criticality": "high"}], id="criticality"),
        pytest.param(["a", "=tug", "1", "9", "up"], "criticality", [TUG], id="no such criticality"),
        pytest.param(["a", "=tug", "1", "enter", "enter"], "share", [TUG], id="both skipped"),
        pytest.param(["a", "=tug", "1", "down", "enter"], "exit", [TUG | {"criticality": "low"}], id="under the cursor"),
        pytest.param(["a", "=tug", "1", "s", "4", "=25,5 %"], "services", [TUG | {"exit": "none", "share": 0.255}], id="to the end"),
        pytest.param(["a", "=tug", "1", "x"], "services", [], id="taken away"),
        pytest.param(["a", "=tug", "1", "escape"], "services", [TUG], id="back keeps what was said"),
        pytest.param(
            ["a", "=My desk", "0", "=Desk Works", "=sweden", "1"],
            "exit",
            [{"service": {"und": "My desk"}, "id": "my-desk", "layer": "quay", "supplier": "Desk Works", "parent_country": "SE", "criticality": "low"}],
            id="one of one's own",
        ),
        pytest.param(["a", "=Käse", "down", "enter", "=self"], "criticality", [{"service": {"und": "Käse"}, "id": "kase", "layer": "quay", "supplier": "self"}], id="supplied by oneself"),
        pytest.param(["a", "=Desk", "0", "="], "criticality", [{"service": {"und": "Desk"}, "id": "desk", "layer": "quay"}], id="supplier unknown"),
        pytest.param(["a", "=Desk", "0", "=tug"], "criticality", [{"service": {"und": "Desk"}, "id": "desk", "layer": "quay", "supplier": "tug"}], id="a supplier of the catalogue"),
        pytest.param(["a", "=Desk", "0", "=X", "="], "criticality", [{"service": {"und": "Desk"}, "id": "desk", "layer": "quay", "supplier": "X"}], id="owner unknown"),
        pytest.param(["1", "q", "down"], "services", [], id="keys that do nothing"),
    ],
)  # fmt: skip
def test_steps(steps: list[str], step: str, services: list[dict[str, object]]) -> None:
    at = after(steps)
    assert (at.step, said(at)) == (step, services)


def test_going_on_and_back() -> None:
    assert after(["enter"]).end == "on"
    assert after(["b"]).end == "back"
    assert after(["a", "=tug", "1", "b", "enter"]).end == "on"


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        (["a", "=Desk", "0", "=X", "=Atlantis"], "Atlantis is not recognised as a country. Type a country's name, or a code such as NL."),
        (["a", f"={'x' * 201}"], "That is too long: use at most 200 characters."),
        (["a", "=Desk", "0", f"={'x' * 201}"], "That is too long: use at most 200 characters."),
        (["a", "=tug", "1", "1", "1", "=150"], "Type a number from 0 to 70: the shares of this layer's services add up to at most 100%."),
        (["a", "=tug", "1", "1", "1", "=many"], "Type a number from 0 to 70: the shares of this layer's services add up to at most 100%."),
        (["a", "=tug", "1", "1", "1", "=70", "=2"], "Type numbers from 1 to 1, separated by commas, or by a slash if either service is enough; leave it empty for none."),
        (["a", "=tug", "1", "1", "1", "=70", "=1/x"], "Type numbers from 1 to 1, separated by commas, or by a slash if either service is enough; leave it empty for none."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_asked_again(steps: list[str], refused: str) -> None:
    at = after(steps, inventory(dependency("radio", layer="quay", share=0.3)))
    assert at.refusal is not None
    assert SAY.message(at.refusal) == refused
    assert at.expects_text


def test_needs_are_numbers_of_other_services_with_alternatives() -> None:
    others = (dependency("a"), dependency("b"), dependency("c"))
    at = after(["a", "=tug", "1", "1", "1", "=", "=3, 1/2"], inventory(*others))
    assert at.services[-1].needs == (("c",), ("a", "b"))
    again = after(["1", "enter", "enter", "="], at)
    assert (again.step, again.draft) == ("needs", "3, 1/2")
    assert after(["="], again).services[-1].needs == (("c",), ("a", "b"))
    assert after(["=-"], again).services[-1].needs == ()


def test_needs_of_products_are_kept() -> None:
    own = dependency("a", layer="quay", needs=[["coast-radio"], ["b"]])
    at = after(["1", "enter", "enter", "=", "=1"], inventory(own, dependency("b")))
    assert at.services[0].needs == (("b",), ("coast-radio",))


def test_changing_a_service_shows_what_was_said_of_it() -> None:
    one = dependency(
        "a", layer="quay", supplier="Firm", parent_country="SE", criticality="high", exit="easy", share=0.25
    )
    at = after(["1"], inventory(one))
    assert (at.step, at.cursor) == ("criticality", 2)
    at = after(["enter"], at)
    assert (at.step, at.cursor) == ("exit", 0)
    at = after(["enter"], at)
    assert (at.step, at.draft) == ("share", "25")
    assert after(["=-"], at).services[0].share is None
    assert after(["="], at).services[0].share == 0.25


def test_a_service_taken_away_is_no_longer_needed() -> None:
    services = (
        dependency("a", layer="quay"),
        dependency("b", needs=[["a"], ["a", "c"]], runs_on=[["a"]]),
        dependency("d", runs_on=[]),
        dependency("c"),
    )
    at = after(["1", "x"], inventory(*services))
    assert [(one.id, one.needs, one.runs_on) for one in at.services] == [
        ("b", (("c",),), None),
        ("d", (), ()),
        ("c", (), None),
    ]


def test_ids_are_never_taken_twice() -> None:
    at = inventory(dependency("tug", layer="crane"), dependency("tug-2", layer="crane"))
    assert [one.id for one in after(["a", "=tug", "1"], at).services] == ["tug", "tug-2", "tug-3"]


def test_drafts_of_the_texts_asked_for() -> None:
    at = after(["a", "=tug", "b"])
    assert (at.step, at.draft) == ("find", "tug")
    at = after(["a", "=Desk", "0"])
    assert (at.step, at.draft, at.write("=x").draft) == ("supplier", "", "")
    assert after(["a", "=Desk", "0", "=X", "=NL", "escape", "1"]).draft == ""
    assert inventory().write("nothing is asked") == inventory()
    assert after(["a"]).press("zzz") == after(["a"])


# In the dialogue.


def asked(of: Session | None = None, keeper: Memory | None = None) -> Conversation:
    found = resume(FRAMEWORK, of or session())
    assert found is not None
    return Conversation(Dialogue(found, file="port.session.json", catalogue=lambda: CATALOGUE), keeper or Memory())


SCRIPTS: dict[str, list[str]] = {
    "skipped": [*TO_THE_END_OF_QUAY, "1", "", "0"],
    "one from the catalogue": [*TO_THE_END_OF_QUAY, "1", "a:tug", "1", "3", "4", ":25", "", "5"],
    "back to the question": [*TO_THE_END_OF_QUAY, "1", "b", "0", "", ""],
    "to the end": [*TO_THE_END_OF_QUAY, "1", "", "5", "1", "", "1", "1"],
}


def typed(script: Sequence[str]) -> list[str]:
    return [
        line for one in script for line in (one.split(":") if ":" in one and one != ":25" else [one.removeprefix(":")])
    ]


def test_the_services_stand_between_two_layers_and_before_the_review() -> None:
    led, shown = in_plain([*TO_THE_END_OF_QUAY, "1"], asked())
    assert led.dialogue.step == "services-services"
    assert "Which services does your work in this layer depend on? (Quay)" in shown
    led, _ = in_plain([*TO_THE_END_OF_QUAY, "1", ""], asked())
    assert (led.dialogue.mode, led.dialogue.interview.question.id) == ("question", "lift")
    led, _ = in_plain([*TO_THE_END_OF_QUAY, "1", "", "5", "1", "", "1", "1"], asked())
    assert led.dialogue.mode == "ending"


def test_a_walk_that_ends_with_a_layer_asks_its_services_first() -> None:
    found = resume(FRAMEWORK, session(), layers=("crane",))
    assert found is not None
    led = Conversation(Dialogue(found, file="f", catalogue=lambda: CATALOGUE), Memory())
    in_plain(["", "5", "1"], led)
    assert led.dialogue.step == "services-services"
    led.press("enter")
    assert led.dialogue.mode == "ending"


def test_a_whole_service_line_by_line() -> None:
    keeper = Memory()
    led, shown = in_plain(
        [*TO_THE_END_OF_QUAY, "1", "a", "radio", "1", "3", "", "10", "", "", "5"], asked(keeper=keeper)
    )
    assert "1. Coast radio, from Polder Radio; controlled from: Netherlands" in " ".join(shown.split())
    [radio] = led.dialogue.session.profile.dependencies
    assert (radio.supplier, radio.criticality, radio.share) == ("coast-radio", "high", 0.1)
    assert keeper.saved[-1].profile.dependencies == led.dialogue.session.profile.dependencies
    assert led.dialogue.session.to_profile().dependencies == (radio,)


def test_a_company_in_small_letters_is_no_id() -> None:
    at = after(["a", "=zaak", "0", "=note"])
    assert said(at)[-1]["supplier"] == "Note"
    assert said(after(["a", "=zaak", "0", "=zelf"]))[-1]["supplier"] == "self"
    assert said(after(["a", "=zaak", "0", "=tug"]))[-1]["supplier"] == "tug"


def test_every_step_is_saved() -> None:
    keeper = Memory()
    led, _ = in_plain([*TO_THE_END_OF_QUAY, "1", "a", "tug", "1", "3"], asked(keeper=keeper))
    assert [one.criticality for one in keeper.saved[-1].profile.dependencies] == ["high"]
    assert led.all_saved


def test_both_faces_do_the_same() -> None:
    script = [*TO_THE_END_OF_QUAY, "1", "a:pilot", "1", "", "2", "", "down", "down", ""]
    plain, _ = in_plain([*TO_THE_END_OF_QUAY, "1", "a", "pilot", "1", "2", "2"], asked())
    screen = pressed(script, asked())
    assert screen.conversation.dialogue.step == plain.dialogue.step == "services-share"
    assert screen.conversation.dialogue.session.profile == plain.dialogue.session.profile


def test_services_of_an_older_profile_get_names_to_be_needed_by() -> None:
    older = session(
        dependencies=(
            {"service": "Pilotage", "layer": "quay"},
            {"id": "service-2", "service": "Weather"},
            {"service": "Ice"},
        )
    )
    led, shown = in_plain([*TO_THE_END_OF_QUAY, "1"], asked(older))
    assert [one.id for one in led.dialogue.session.profile.dependencies] == ["service-1", "service-2", "service-3"]
    assert "1. Pilotage" in shown


def test_help_and_the_overview_from_the_services() -> None:
    led, shown = in_plain([*TO_THE_END_OF_QUAY, "1", "?", "", "r"], asked())
    assert "a: add a service" in shown
    assert led.dialogue.mode == "review"


def test_an_older_answer_is_left_alone_when_its_services_come_up_again() -> None:
    led, _ = in_plain([*TO_THE_END_OF_QUAY, "1", "b", "1"], asked())
    assert led.dialogue.step == "services-services"
    assert led.dialogue.session.entry("flag").answer == 1


def test_what_is_on_record_in_words() -> None:
    services = (
        {"id": "a", "service": "Desk", "layer": "quay", "supplier": "Desk [ltd]", "parent_country": "SE", "criticality": "high", "exit": "none", "share": 0.5, "needs": (("b", "c"), ("tug",))},
        {"id": "b", "service": "Line", "layer": "quay", "supplier": "self"},
        {"id": "c", "service": "Wire", "layer": "quay", "supplier": "tug"},
    )  # fmt: skip
    _, shown = in_plain([*TO_THE_END_OF_QUAY, "1"], asked(session(dependencies=services)))
    flat = " ".join(shown.split())
    assert (
        "1. Desk: Desk [ltd], Sweden, high criticality, leaving: not possible, 50% of this layer, needs Line or Wire and tug"
        in flat
    )
    assert "2. Line: your own organisation" in flat
    assert "3. Wire: Fjord Boats" in flat


def test_what_it_needs_is_asked_by_number() -> None:
    older = session(dependencies=({"id": "line", "service": "Line [x]", "layer": "crane"},))
    led, shown = in_plain([*TO_THE_END_OF_QUAY, "1", "a", "tug", "1", "3", "1", "", "1"], asked(older))
    assert "1. Line [x]" in shown
    assert led.dialogue.session.profile.dependencies[-1].needs == (("line",),)


def test_a_page_of_services_without_services_does_nothing() -> None:
    found = resume(FRAMEWORK, session())
    assert found is not None
    lost = Dialogue(found, mode="services")
    assert lost.press("a") is lost


def test_without_a_catalogue_nobody_asks() -> None:
    led, _ = in_plain([*TO_THE_END_OF_QUAY, "1"])
    assert led.dialogue.mode == "question"


def test_a_supplier_named_before_has_its_spelling_and_its_owner() -> None:
    acme = dependency("a", layer="quay", supplier="Acme", parent_country="NL")
    at = after(["a", "=Desk", "0", "=ACME"], inventory(acme))
    assert at.step == "criticality"
    assert (at.service.supplier, at.service.parent_country) == ("Acme", "NL")
