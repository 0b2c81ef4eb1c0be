"""Framework folders: what is read, completed and refused."""

import shutil
from pathlib import Path

import pytest

from eurostack_assess.errors import FileAccessError, InvalidInputError
from eurostack_assess.reading.framework import (
    read_framework,
    read_framework_files,
    read_header,
    read_instrument,
    read_questionnaire_file,
)
from eurostack_assess.texts import texts
from tests.helpers import HARBOUR, RESOURCES

SAY = texts("en")


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HARBOUR, tmp_path / "harbour"))


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def told(folder: Path) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        read_framework(folder)
    return [
        f"{Path(problem.place.file).name}:{problem.place.line}:{problem.place.column}: {SAY.message(problem.message)}"
        for problem in caught.value.problems
    ]


def test_every_question_comes_out_complete() -> None:
    framework = read_framework(HARBOUR)
    assert [part.id for part in framework.parts] == ["quay", "crane", "crew", "night"]
    assert framework.top_level == 2
    ladders = {
        id_: ([(option.value, option.level) for option in question.options], question.target)
        for id_, question in framework.questions.items()
    }
    assert ladders == {
        "moor": ([(0, 0), (1, 2)], 1),
        "depth": ([(0, 0), (0.5, 1), (1, 2)], 2),
        "light": ([(0, None), (0.25, None), (0.5, None), (1, None)], 3),
        "flag": ([(None, None), (None, None)], 1),
        "lift": ([(0, 0), (0.1, 0), (0.3, 1), (0.5, 1), (0.8, 2), (1, 2)], 4),
        "spare": ([(0.2, None), (0.9, None)], 1),
        "watch": ([(0, 0), (0.5, 1), (1, 2)], 2),
        "lamp": ([(0, 0), (0.5, 1), (1, 2)], 2),
    }


def test_sources_may_be_one_text_or_a_list() -> None:
    framework = read_framework(HARBOUR)
    assert framework.instruments[0].source[0].text.in_language("en") == "The pilot's office"
    told = [(source.url, source.confidence) for source in framework.questions["depth"].source]
    assert told == [("https://example.org/pilot", "reported"), (None, "proposal")]
    assert framework.questions["moor"].source == ()


def test_an_instrument_is_read_with_the_framework_and_alone() -> None:
    instrument = read_framework(HARBOUR).instruments[0]
    assert instrument.references == {"A", "A.1", "A.2", "A.3", "B"}
    assert read_instrument(HARBOUR / "instruments" / "pilot-book.yaml", read_header(HARBOUR)) == instrument


def test_the_hash_is_of_the_texts(harbour: Path) -> None:
    before = read_framework(harbour).hash
    assert before == read_framework(HARBOUR).hash
    edit(harbour, "quay.yaml", "Deep", "Very deep")
    assert read_framework(harbour).hash != before


@pytest.mark.parametrize(
    ("name", "old", "new", "problems"),
    [
        pytest.param("framework.yaml", "target: 2", "target: 3", ["framework.yaml:11:9: there is no level 3; the highest is 2"],
                     id="target above the levels"),
        pytest.param("framework.yaml", "attention: 25", "attention: 80",
                     ["framework.yaml:12:37: the threshold attention must not be higher than the threshold strong"], id="thresholds crossed"),
        pytest.param("framework.yaml", "target: 2", "target: 2\ncuts: {at: [50, 75]}",
                     ["crane.yaml:6:11: in this framework, levels follow from the score (cuts in framework.yaml), so no question can be gating",
                      "quay.yaml:6:11: in this framework, levels follow from the score (cuts in framework.yaml), so no question can be gating"],
                     id="gates beside cuts"),
        pytest.param("framework.yaml", "crane: 0.3", "crone: 0.3", ["framework.yaml:7:22: there is no layer crone"],
                     id="weight of no layer"),
        pytest.param("framework.yaml", "{quay: 0.7, crane: 0.3}", "{quay: 0, crane: 0}",
                     ["framework.yaml:7:10: these weights add up to 0"], id="no weight at all"),
        pytest.param("framework.yaml", "cross_cutting: [crew]", "cross_cutting: [crew, quay]",
                     ["framework.yaml:8:23: quay is listed twice"], id="layer twice"),
        pytest.param("framework.yaml", "target: 2", "target: 2\nterms: {nl: Kade}",
                     ["framework.yaml:12:8: the text is missing in: en"], id="terms without a text in the language"),
        pytest.param("framework.yaml", "languages: [en]", "languages: [en, nl]",
                     ["crane.yaml:2:7: the text is missing in: en, nl", "crane.yaml:5:10: the text is missing in: en, nl"],
                     id="texts missing in a language"),
        pytest.param("quay.yaml", "pilot-book: [A.1]", "pilot-book: [A.1, A.9]",
                     ["quay.yaml:15:30: instrument pilot-book has no reference A.9"], id="reference that the instrument does not have"),
        pytest.param("instruments/pilot-book.yaml", "instrument: pilot-book", "instrument: customs",
                     ["pilot-book.yaml:1:13: according to the file name, instrument must be pilot-book"], id="other instrument"),
        pytest.param("instruments/pilot-book.yaml", "id: A.2", "id: A..2",
                     ["pilot-book.yaml:10:14: a reference may contain only letters, digits, single dots and hyphens"],
                     id="reference with two dots"),
        pytest.param("instruments/pilot-book.yaml", "{id: A.1, en: Depth}", "{id: A.1, nl: Diepte}",
                     ["pilot-book.yaml:9:9: the text is missing in: en"], id="factor without a text in the language"),
        pytest.param("crane.yaml", "layer: crane", "layer: quay", ["crane.yaml:1:8: according to the file name, layer must be crane"],
                     id="other layer in the file"),
        pytest.param("lenses/night.yaml", "lens: night", "lens: day", ["night.yaml:1:7: according to the file name, lens must be night"],
                     id="other lens in the file"),
        pytest.param("lenses/night.yaml", "    layer: quay\n", "", ["night.yaml:4:5: a question of a lens must name the layer that it draws on"],
                     id="lens without layer"),
        pytest.param("quay.yaml", "    weight: 0.25", "    layer: crane", ["quay.yaml:13:5: only a question of a lens may name a layer"],
                     id="layer outside a lens"),
        pytest.param("quay.yaml", "weight: 0.25", "target: 3", ["quay.yaml:13:13: there is no rung 3; rungs are counted from 0, and the highest is 2"],
                     id="target above the ladder"),
        pytest.param("quay.yaml", "weight: 0.25", "floor: 1", ["quay.yaml:13:12: only a gating question can have a floor"],
                     id="floor without gate"),
        pytest.param("crane.yaml", "floor: 1", "floor: 9", ["crane.yaml:7:12: there is no level 9; the highest is 2"],
                     id="floor above the levels"),
        pytest.param("quay.yaml", "weight: 0.25", "actions: [{to: 3, en: Dig, effort: L}]",
                     ["quay.yaml:13:20: there is no rung 3; rungs are counted from 0, and the highest is 2"], id="action to nowhere"),
        pytest.param("crane.yaml", "value: 0.3, level: 1", "value: 0.3, level: 7",
                     ["crane.yaml:12:42: there is no level 7; the highest is 2",
                      "crane.yaml:13:40: level decreases; rungs must go from lowest to highest"], id="no such level"),
        pytest.param("crane.yaml", "value: 0.8", "value: 0.4", ["crane.yaml:14:30: value decreases; rungs must go from lowest to highest"],
                     id="a ladder that falls"),
        pytest.param("quay.yaml", "{en: Half, value: 0.5}", "{en: Half, value: 0.5, level: 1}",
                     ["quay.yaml:25:9: give level for every rung or for none", "quay.yaml:26:9: give level for every rung or for none"],
                     id="a level for one rung only"),
        pytest.param("quay.yaml", ", value: 1, level: 2", ", value: 1",
                     ["quay.yaml:10:9: missing: level; each rung must give this, because the numbers of rungs (2) and levels (3) differ",
                      "quay.yaml:10:9: give level for every rung or for none"], id="a gate without level"),
        pytest.param("crew.yaml", "    options: [Never, By day, Always]", "    weight: 0\n    options: [Never, By day, Always]",
                     ["crew.yaml:4:3: these weights add up to 0"], id="only weight 0"),
        pytest.param("crew.yaml", "id: watch", "id: moor", ["crew.yaml:4:9: the question moor is already in quay"],
                     id="question twice"),
        pytest.param("crew.yaml", "id: watch", "id: crane",
                     ["crew.yaml:4:9: crane is already a layer, an enabler or a lens; give the question another id"],
                     id="a question called like a layer"),
        pytest.param("crew.yaml", "id: watch", "id: id",
                     ["crew.yaml:4:9: id has a special meaning in tables and results; choose another id"],
                     id="a question called id"),
        pytest.param("framework.yaml", "cross_cutting: [crew]", "cross_cutting: [overall]",
                     ["framework.yaml:8:17: overall has a special meaning in tables and results; choose another id"],
                     id="a part called overall"),
        pytest.param("framework.yaml", "instruments: [pilot-book]", "instruments: [pilot-book]\nviews: {v: {instrument: pilot-book, name: V, weights: {A: 1, C: 2}}}",
                     ["framework.yaml:14:55: weights are missing for: B", "framework.yaml:14:62: instrument pilot-book has no reference C"], id="a view of other objectives"),
        pytest.param("framework.yaml", "instruments: [pilot-book]", "instruments: [pilot-book]\nviews: {v: {instrument: pilot-book, name: V, weights: {A: 0, B: 0}}}",
                     ["framework.yaml:14:55: these weights add up to 0"], id="a view that weighs nothing"),
        pytest.param("framework.yaml", "instruments: [pilot-book]", "instruments: [pilot-book]\nviews: {v: {instrument: pilot-bok, name: V, weights: {A: 1, B: 2}}}",
                     ["framework.yaml:14:25: the framework has no instrument pilot-bok"], id="a view of no instrument"),
        pytest.param("framework.yaml", "instruments: [pilot-book]", "instruments: [pilot-book]\nviews: {v: {instrument: pilot-book, name: {de: V}, levels: [a, {de: b}], weights: {A: 1, B: 2}}}",
                     ["framework.yaml:14:43: the text is missing in: en", "framework.yaml:14:60: number of level names: 2; the framework has 3 levels", "framework.yaml:14:64: the text is missing in: en"], id="a view's names"),
        pytest.param("crew.yaml", "name: Crew\n", "", ["crew.yaml:1:1: the key name is missing"], id="a problem of the model"),
    ],
)  # fmt: skip
def test_refused(harbour: Path, name: str, old: str, new: str, problems: list[str]) -> None:
    edit(harbour, name, old, new)
    assert told(harbour)[: len(problems)] == problems


def test_a_single_file_is_checked_against_its_frameworks_header(harbour: Path) -> None:
    assert list(read_questionnaire_file(harbour / "quay.yaml", harbour).parts) == ["quay"]
    assert list(read_questionnaire_file(harbour / "lenses" / "night.yaml", harbour).parts) == ["night"]
    edit(harbour, "quay.yaml", "id: light", "id: moor")
    with pytest.raises(InvalidInputError):
        read_questionnaire_file(harbour / "quay.yaml", harbour)
    edit(harbour, "framework.yaml", "target: 2", "target: 3")
    with pytest.raises(InvalidInputError):
        read_header(harbour)


def test_files_that_are_not_there(harbour: Path, tmp_path: Path) -> None:
    (harbour / "crane.yaml").unlink()
    assert told(harbour) == ["framework.yaml:6:16: crane.yaml is not in this folder"]
    edit(harbour, "quay.yaml", "weight: 0.25", "wieght: 0.25")
    assert len(told(harbour)) == 2, "what else is wrong is told too"
    with pytest.raises(FileAccessError) as caught:
        read_framework(tmp_path)
    assert caught.value.message.key == "error.no-framework-here"


def test_a_view_of_an_instrument_that_cannot_be_read_is_not_complained_about_too(harbour: Path) -> None:
    weighed = "instruments: [pilot-book]\nviews: {v: {instrument: pilot-book, name: V, weights: {A: 1}}}"
    edit(harbour, "framework.yaml", "instruments: [pilot-book]", weighed)
    edit(harbour, "instruments/pilot-book.yaml", "edition: third", "editon: third")
    assert [one.partition(":")[0] for one in told(harbour)] == ["pilot-book.yaml", "pilot-book.yaml"]


def test_an_objective_that_stands_twice_is_refused(harbour: Path) -> None:
    edit(harbour, "instruments/pilot-book.yaml", "{id: B,", "{id: A,")
    assert [one.partition(": ")[0] for one in told(harbour)] == ["pilot-book.yaml:12:10"]


def test_a_changed_copy_forgets_what_was_worked_out_before() -> None:
    framework = read_framework(HARBOUR)
    assert "moor" in framework.questions
    assert "moor" not in framework.model_copy(update={"layers": framework.layers[1:]}).questions
    assert framework.model_copy().questions.keys() == framework.questions.keys()


@pytest.mark.parametrize(
    ("name", "old", "new", "problems"),
    [
        pytest.param("framework.yaml", "at: [5, 10]", "at: [5]",
                     ["framework.yaml:9:20: number of cuts: 1; this framework needs 2, one for each level above 0"],
                     id="a cut too few"),
        pytest.param("framework.yaml", "at: [5, 10]", "at: [5, 5]",
                     ["framework.yaml:9:24: each cut must be higher than the one before, and above 0"], id="cuts that do not rise"),
        pytest.param("framework.yaml", "at: [5, 10]", "at: [5, 16]",
                     ["framework.yaml:9:24: this cut is above 15, the highest value that a layer can have"], id="out of reach"),
        pytest.param("framework.yaml", "of: 15", "of: 0", ["framework.yaml:9:12: this must be more than 0"], id="of nothing"),
        pytest.param("crossing.yaml", "party: rope", "party: engine",
                     ["crossing.yaml:9:17: engine is listed twice"], id="a party twice"),
        pytest.param("crossing.yaml", "weg bij {party}?", "weg?",
                     ["crossing.yaml:6:10: {party}, which names the party, is missing from the question in at least one language"],
                     id="a party that the question does not name"),
        pytest.param("crossing.yaml", "en: Who can sail?", 'en: "Who of {party} can sail?"',
                     ["crossing.yaml:27:10: this question contains {party}, but has no parties"], id="no parties"),
        pytest.param("crossing.yaml", "id: crew", "id: exit-rope",
                     ["crossing.yaml:18:9: the question exit-rope is already in crossing",
                      "crossing.yaml:24:9: edition 0 had no question exit-rope",
                      "framework.yaml:16:17: there is no question crew"], id="an id that a party makes"),
        pytest.param("crossing.yaml", "{nl: wie vaart, en: who sails}", "{nl: wie vaart}",
                     ["crossing.yaml:19:12: the text is missing in: en"], id="a title in one language"),
        pytest.param("crossing.yaml", "short: {nl: Over, en: Over}", "short: {en: Over}",
                     ["crossing.yaml:3:8: the text is missing in: nl"], id="a short name in one language"),
        pytest.param("crossing.yaml", "scope: organisation", "scope: region",
                     ["crossing.yaml:22:5: smallest may be used only in questions for organisations alone (scope: organisation)"],
                     id="a size of a region"),
        pytest.param("crossing.yaml", 'edition: "0", at_least', 'edition: "9", at_least',
                     ["crossing.yaml:24:19: earlier_editions in framework.yaml does not name edition 9"],
                     id="an edition that nobody remembers"),
        pytest.param("crossing.yaml", "question: sailor", "question: pilot",
                     ["crossing.yaml:25:34: edition 0 had no question pilot"], id="a question that it did not have"),
        pytest.param("crossing.yaml", "[null, 1, 2, 3]", "[null, 2, 1, 3]",
                     ["crossing.yaml:24:44: a higher rung proves less than a lower one"], id="less proven by more"),
        pytest.param("crossing.yaml", "[null, 1, 2, 3]", "[null, 1, 2, 4]",
                     ["crossing.yaml:24:47: there is no rung 4; rungs are counted from 0, and the highest is 3"], id="a rung that is not there"),
        pytest.param("framework.yaml", "[crew, exit-rope]", "[crew, exit]",
                     ["framework.yaml:16:23: there is no question exit"], id="a scan of no question"),
        pytest.param("framework.yaml", "[crew, exit-rope]", "[crew, crew]",
                     ["framework.yaml:16:23: crew is listed twice"], id="a scan that asks twice"),
        pytest.param("framework.yaml", "kind: organisation", "kind: region",
                     ["framework.yaml:16:17: crew is not a question for this kind of profile (region)"], id="a scan of others"),
        pytest.param("crossing.yaml", "nl: de touwslager, en: the rope maker", "nl: de touwslager",
                     ["crossing.yaml:9:9: the text is missing in: en"], id="a party without a name in a language"),
    ],
)  # fmt: skip
def test_refused_of_cuts_and_parties(tmp_path: Path, name: str, old: str, new: str, problems: list[str]) -> None:
    folder = Path(shutil.copytree(RESOURCES / "ferry", tmp_path / "ferry"))
    edit(folder, name, old, new)
    assert told(folder) == problems


def test_what_is_said_of_a_question_about_a_party_is_said_where_it_is_written() -> None:
    files = read_framework_files(RESOURCES / "ferry")
    assert [question.id for question in files.parts["crossing"].questions] == ["exit-engine", "exit-rope", "crew"]
    assert [files.place("crossing", "questions", index, "id").line for index in range(3)] == [5, 5, 18]
