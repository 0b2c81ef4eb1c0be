"""The form in a real browser: filled in, kept, saved, opened again, and merged."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eurostack_assess.reading.ballots import read_answers_file
from tests.cli.test_workshop import export, sheet
from tests.helpers import HARBOUR, command
from tests.method.test_workshop import FRAMEWORK


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of a framework; what a test fills in stays in a browser context of its own."""
    path = tmp_path_factory.mktemp("form") / "form.html"
    made = command("workshop", "form", "--name", "Port", "--kind", "organisation", "--framework", HARBOUR, "--lang", "nl", "-o", path)  # fmt: skip
    assert made.returncode == 0
    return path


@pytest.fixture
def page(browser: Any, form: Path) -> Iterator[Any]:
    """The form opened; anything that the page complains about fails the test."""
    context = browser.new_context(accept_downloads=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text))
    opened.on("request", lambda sent: complaints.append(sent.url) if not sent.url.startswith("file:") else None)
    opened.goto(form.as_uri())
    yield opened
    context.close()
    assert [one for one in complaints if not one.startswith("blob:")] == []


def fill(page: Any) -> None:
    page.get_by_label("Your name").fill("Ann")
    page.locator("#question-moor").get_by_label("Yes").check()
    page.locator("#question-moor select").select_option(label="second-hand")
    page.locator("#question-depth").get_by_label("don't know").check()
    page.locator("#question-depth textarea").fill("see the\nbook\u200b <b>1</b>")
    page.locator('[name="v-quay"][value="attention"]').check()
    page.locator('[name="remark"]').fill("thanks")


def save(page: Any, path: Path) -> dict[str, Any]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save answers").click()
    download.value.save_as(path)
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_what_is_filled_in_is_saved_and_read_back(page: Any, tmp_path: Path) -> None:
    fill(page)
    assert page.locator("#progress").inner_text() == "3 of 9 filled in"
    path = tmp_path / "ann.json"
    save(page, path)
    assert "Saved as port-" in page.locator("#status").inner_text()
    (ballot,) = read_answers_file(path, FRAMEWORK).ballots
    assert ballot.name == "Ann"
    assert {id_: (vote.answer, vote.note, vote.confidence) for id_, vote in ballot.answers.items()} == {
        "moor": (1, None, "reported"),
        "depth": ("dont_know", "see the book <b>1</b>", None),
    }
    assert ballot.votes["quay"].verdict == "attention"
    assert ballot.remark is not None
    assert ballot.remark.text == "thanks"
    merged = command("workshop", "merge", path, "--framework", HARBOUR)
    assert merged.returncode == 0
    assert b"1 participant" in merged.stdout


def test_what_is_filled_in_is_still_there_after_closing(page: Any, form: Path) -> None:
    fill(page)
    page.goto("about:blank")
    page.goto(form.as_uri())
    assert page.locator("#question-moor").get_by_label("Yes").is_checked()
    assert "from last time" in page.locator("#status").inner_text()


def test_saving_again_gives_newer_answers_of_the_same_participant(page: Any, tmp_path: Path) -> None:
    fill(page)
    first = save(page, tmp_path / "first.json")
    page.locator("#question-moor").get_by_label("0: No").check()
    page.locator("#question-depth").get_by_label("no answer").check()
    second = save(page, tmp_path / "second.json")
    assert first["ballot"]["participant"] == second["ballot"]["participant"]
    merged = command(
        "workshop", "merge", "second.json", "first.json", "--framework", HARBOUR, "-o", "port", cwd=tmp_path
    )
    assert merged.returncode == 0
    (ballot,) = json.loads((tmp_path / "port.workshop.json").read_text("utf-8"))["ballots"]
    assert {id_: vote["answer"] for id_, vote in ballot["answers"].items()} == {"moor": 0, "depth": "skipped"}


def test_a_judgement_and_a_remark_that_were_taken_back_stay_away(page: Any, tmp_path: Path) -> None:
    fill(page)
    save(page, tmp_path / "first.json")
    page.locator('[name="v-quay"][value=""]').check()
    page.locator('[name="remark"]').fill(" ")
    second = save(page, tmp_path / "second.json")["ballot"]
    assert (second["votes"]["quay"]["verdict"], second["remark"]["text"]) == (None, None)
    merged = command("workshop", "merge", "first.json", "second.json", "--framework", HARBOUR, "-o", "port", cwd=tmp_path)  # fmt: skip
    assert merged.returncode == 0
    (ballot,) = json.loads((tmp_path / "port.workshop.json").read_text("utf-8"))["ballots"]
    assert (ballot["votes"]["quay"]["verdict"], ballot["remark"]["text"]) == (None, None)
    report = command("workshop", "merge", "port.workshop.json", "--framework", HARBOUR, cwd=tmp_path).stdout.decode()
    assert "How the participants judge the layers" not in report
    assert "thanks" not in report


def open_file(page: Any, path: Path, file: object, *, sure: bool = True) -> str:
    """The status after a file was opened, and the question answered whether to put it in the place of what is there."""
    path.write_text(json.dumps(file), "utf-8")
    page.once("dialog", lambda dialog: dialog.accept() if sure else dialog.dismiss())
    page.locator("#status").evaluate("status => { status.textContent = ''; }")
    page.locator('[name="open"]').set_input_files(path)
    while page.locator('[name="open"]').input_value():  # emptied once it is dealt with
        page.wait_for_timeout(20)
    return str(page.locator("#status").inner_text())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"ballot": None}, id="no ballot"),
        pytest.param({"kind": "region"}, id="another kind"),
        pytest.param({"ballot": {"participant": "x", "answers": {}}}, id="no participant's number"),
        pytest.param({"ballot": {"participant": "0" * 32, "answers": {"moor": {"answer": 9}}}}, id="no such rung"),
        pytest.param({"ballot": {"participant": "0" * 32, "answers": {"moor": {"answer": [1]}}}}, id="no rung at all"),
        pytest.param({"ballot": {"participant": "0" * 32, "answers": {"moor": {"answer": "1"}}}}, id="a rung as text"),
        pytest.param({"ballot": {"participant": "0" * 32, "remark": {"text": {}}}}, id="no text"),
        pytest.param({"ballot": {"participant": "0" * 32, "remark": {"text": "x", "revision": 1e99}}}, id="no revision"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_changes_nothing(page: Any, tmp_path: Path, change: dict[str, object]) -> None:
    fill(page)
    before = save(page, tmp_path / "before.json")
    assert "does not contain saved answers" in open_file(page, tmp_path / "bad.json", before | change)
    assert save(page, tmp_path / "after.json") == before


def test_answers_to_another_wording_are_not_taken_for_answers_to_this_one(page: Any, tmp_path: Path) -> None:
    fill(page)
    before = save(page, tmp_path / "before.json")
    older = {**before, "questions": {**before["questions"], "moor": "0" * 16}}
    assert "or worded differently: 1." in open_file(page, tmp_path / "older.json", older)
    after = save(page, tmp_path / "after.json")
    assert after["ballot"]["answers"].keys() == {"depth"}
    assert after["questions"] == before["questions"]


@pytest.mark.parametrize("id_", ["constructor", "toString"])
def test_a_question_by_a_name_that_every_object_has_is_no_question(page: Any, tmp_path: Path, id_: str) -> None:
    fill(page)
    before = save(page, tmp_path / "before.json")
    own = {"participant": "0" * 32, "answers": {"moor": {"answer": 0}, id_: {"answer": 1}}}
    assert "or worded differently: 1." in open_file(page, tmp_path / "odd.json", {**before, "ballot": own})
    assert save(page, tmp_path / "after.json")["ballot"]["participant"] == "0" * 32


def test_what_is_filled_in_is_replaced_only_when_one_is_sure(page: Any, tmp_path: Path) -> None:
    fill(page)
    before = save(page, tmp_path / "before.json")
    other = {**before, "ballot": {"participant": "0" * 32}}
    assert open_file(page, tmp_path / "other.json", other, sure=False) == ""
    assert save(page, tmp_path / "same.json") == before
    assert "have been restored" in open_file(page, tmp_path / "other.json", other)
    assert save(page, tmp_path / "other-again.json")["ballot"]["answers"] == {}


def test_no_character_that_a_reader_refuses_gets_into_the_file(page: Any, tmp_path: Path) -> None:
    page.locator("#question-moor textarea").fill("a\U000e0041b\ufdd0c\u180ed \U0001f468\u200d\U0001f469 \u202ee")
    save(page, tmp_path / "ann.json")
    (ballot,) = read_answers_file(tmp_path / "ann.json", FRAMEWORK).ballots
    assert ballot.answers["moor"].note == "a b c d \U0001f468\u200d\U0001f469 e"


def test_a_saved_file_is_opened_elsewhere(browser: Any, page: Any, form: Path, tmp_path: Path) -> None:
    fill(page)
    before = save(page, tmp_path / "ann.json")
    other = browser.new_context(accept_downloads=True).new_page()
    other.goto(form.as_uri())
    other.locator('[name="open"]').set_input_files(tmp_path / "ann.json")
    other.get_by_text("The earlier answers have been restored.").wait_for()
    assert save(other, tmp_path / "again.json") == before
    (tmp_path / "wrong.json").write_text("[]", "utf-8")
    other.locator('[name="open"]').set_input_files(tmp_path / "wrong.json")
    other.get_by_text("does not contain saved answers").wait_for()
    other.context.close()


@pytest.fixture
def tabs(browser: Any, form: Path) -> Iterator[tuple[Any, Any]]:
    """The form in two tabs of one browser.

    In about one context of Chromium in a hundred, the first tab has a storage of its own, of which no other tab hears.
    """
    for _ in range(5):
        context = browser.new_context(accept_downloads=True)
        one, other = context.new_page(), context.new_page()
        for tab in (one, other):
            tab.goto(form.as_uri())
        if have_one_storage(one, other):
            yield one, other
            context.close()
            return
        context.close()
    raise AssertionError("no two tabs have one storage")


def have_one_storage(one: Any, other: Any) -> bool:
    one.evaluate("localStorage.setItem('probe', 'kept')")
    for _ in range(20):
        if other.evaluate("localStorage.getItem('probe')") == "kept":
            return True
        other.wait_for_timeout(50)
    return False


def test_two_tabs_hold_the_same_answers(tabs: tuple[Any, Any], tmp_path: Path) -> None:
    """Each keeps what it holds in the browser: without knowing of the other, the last one would wipe out the first."""
    page, other = tabs
    page.locator("#question-moor").get_by_label("Yes").check()
    other.locator("#question-moor").get_by_label("Yes").and_(other.locator(":checked")).wait_for()
    other.locator("#question-depth").get_by_label("Deep").check()
    page.locator("#question-depth").get_by_label("Deep").and_(page.locator(":checked")).wait_for()
    assert save(page, tmp_path / "one.json") == save(other, tmp_path / "other.json")


def test_everything_can_be_cleared(page: Any) -> None:
    fill(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear everything").click()
    assert page.locator("#progress").inner_text() == "0 of 9 filled in"
    assert page.get_by_label("Your name").input_value() == ""


def test_the_enter_key_in_a_field_saves_nothing(page: Any) -> None:
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Your name").press("Enter")
    assert "Saved" not in page.locator("#status").inner_text()


@pytest.mark.parametrize("width", [320, 1400])
def test_nothing_sticks_out_at_the_side(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_workshop_of_twelve_with_real_files(browser: Any, form: Path, tmp_path: Path) -> None:
    """Five people with the page, four with the sheet, three in a survey of whom a fourth did not finish, and one damaged file."""
    command("workshop", "form", "--name", "Port", "--kind", "organisation", "--framework", HARBOUR, "--lang", "nl", "-o", "form.xlsx", cwd=tmp_path)  # fmt: skip
    pages = []
    for number, rung in enumerate(["Shallow", "Middling", "Deep", "Deep", "Deep"]):
        context = browser.new_context(accept_downloads=True)
        page = context.new_page()
        page.goto(form.as_uri())
        page.get_by_label("Your name").fill(f"Person {number}")
        page.locator("#question-depth").get_by_label(rung).check()
        page.locator('[name="v-quay"][value="strong"]').check()
        pages.append(tmp_path / f"page-{number}.json")
        save(page, pages[-1])
        context.close()
    sheets = [sheet(tmp_path, n, {"depth": "1: Middling", "form:remark": f"sheet {n}"}) for n in range(4)]
    damaged = tmp_path / "damaged.json"
    damaged.write_bytes(pages[0].read_bytes()[:300])
    files = [*pages, *sheets, export(tmp_path), damaged]
    refused = command("workshop", "merge", *files, "--framework", HARBOUR, "-o", "port", cwd=tmp_path)
    assert (refused.returncode, list(tmp_path.glob("port*"))) == (3, [])
    assert b"damaged.json:" in refused.stderr
    merged = command(
        "workshop", "merge", *files, "--lenient", "--framework", HARBOUR, "-o", "port", "-o", "port.md", cwd=tmp_path
    )
    assert merged.returncode == 0, merged.stderr
    report = (tmp_path / "port.md").read_text("utf-8")
    assert "12 participants" in report
    assert "Person" not in report
    scored = command("score", "port.yaml", "--framework", HARBOUR, cwd=tmp_path)
    assert b"Workshop finding: strong in Quay" in scored.stdout
