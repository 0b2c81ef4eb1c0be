"""Exports of surveys as the tools really write them: what is taken for what, and that nothing is guessed."""

from pathlib import Path

import pytest
import xlsxwriter

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.reading.ballots import BallotBatch
from eurostack_assess.reading.survey import read_survey
from eurostack_assess.reading.survey_map import SurveyMap, make_title_test, read_survey_map
from eurostack_assess.reading.table import read_table
from eurostack_assess.texts import texts
from tests.method.test_workshop import FRAMEWORK

SAY = texts("en")

LIMESURVEY_CODES = (
    '\ufeff"id","submitdate","lastpage","startlanguage","seed","startdate","datestamp","ipaddr","moor","depth","depth[comment]","light","quay","interviewtime","groupTime8106","moorTime"\r\n'
    '"2","2026-03-26 18:00:51","4","en","794119747","2026-03-26 16:34:58","2026-03-26 18:00:51","10.0.0.1","R1","R2","by ""lead""","R0","strong","329.82","3.8","5.2"\r\n'
    '"3","","2","en","79411","2026-03-26 16:40:00","2026-03-26 16:50:00","10.0.0.2","R0",,"","",,"","",""\r\n'
    '"4","2026-03-26 18:02:00","4","en","5","2026-03-26 16:41:00","2026-03-26 18:02:00","10.0.0.3","R1","dont_know","","N/A","attention","","",""\r\n'
    "\r\n"
)
LIMESURVEY_TEXTS = (
    '"id. Response ID";"submitdate. Date submitted";"moor. Can a ship moor at night?";"depth. How deep is the water?";"depth[comment]. How deep is the water? [Comment]";"light. How much of the quay is lit?"\n'
    '"7";"2026-03-26 09:42:28";"Yes";"Deep";"as the book says";"Half"\n'
)
FULL_TEXTS = "Response ID,Date submitted,Can a ship moor at night?,How deep is the water?\n7,2026-03-26 09:42:28,Yes,I don't know\n"
MICROSOFT = (
    "ID,Begintijd,Tijd van voltooien,E-mail,Naam,Can a ship moor at night?\u00a0,How deep is the  water,Quay,Leeftijd\n"
    "1,26-3-2026 10:00,26-3-2026 10:10,anonymous,,no,Middling,aandacht nodig,44\n"
    "2,26-3-2026 10:01,26-3-2026 10:12,ann@example.org,Ann,YES,weet niet,sterk,45\n"
)


def survey(
    tmp_path: Path, words: str, map_: str | None = None, *, unfinished: bool = False, name: str = "survey.csv"
) -> BallotBatch:
    """What a survey brought, with a map where one is given."""
    path = tmp_path / name
    path.write_text(words, "utf-8")
    (tmp_path / "map.yaml").write_text(map_ or "{}\n", "utf-8")
    with_map = read_survey_map(tmp_path / "map.yaml") if map_ else None
    layout = with_map.map if with_map else SurveyMap()
    table = read_table(path, layout, is_known=make_title_test(FRAMEWORK, "organisation", layout))
    return read_survey(table, FRAMEWORK, "organisation", with_map, unfinished=unfinished)


def notes(received: BallotBatch) -> list[str]:
    return [SAY.message(one) for one in received.notes]


def answers(received: BallotBatch) -> list[dict[str, object]]:
    return [{id_: vote.answer for id_, vote in one.answers.items()} for one in received.ballots]


def unplaced(received: BallotBatch) -> list[tuple[str, str]]:
    return [(one.item, SAY.message(one.reason)) for one in received.issues]


def placed(received: BallotBatch) -> list[tuple[str, str]]:
    return [(one.title, one.question) for one in received.mapped_columns]


def test_limesurvey_with_codes(tmp_path: Path) -> None:
    received = survey(tmp_path, LIMESURVEY_CODES)
    assert answers(received) == [{"moor": 1, "depth": 2, "light": 0}, {"moor": 1, "depth": "dont_know"}]
    assert received.ballots[0].answers["depth"].note == 'by "lead"'
    assert [{id_: vote.verdict for id_, vote in one.votes.items()} for one in received.ballots] == [
        {"quay": "strong"},
        {"quay": "attention"},
    ]
    assert (received.unfinished_count, received.issues) == (1, ())
    assert placed(received) == [
        ("moor", "moor"), ("depth", "depth"), ("light", "light"), ("quay", "quay"), ("depth[comment]", "depth"),
    ]  # fmt: skip
    assert [one.is_note for one in received.mapped_columns] == [False] * 4 + [True]
    assert set(received.questions) == {"moor", "depth", "light"}


def test_those_who_did_not_finish_count_only_when_asked_for(tmp_path: Path) -> None:
    received = survey(tmp_path, LIMESURVEY_CODES, unfinished=True)
    assert (len(received.ballots), received.unfinished_count) == (3, 0)
    assert answers(received)[1] == {"moor": 0}


def test_limesurvey_with_codes_and_texts(tmp_path: Path) -> None:
    received = survey(tmp_path, LIMESURVEY_TEXTS)
    assert answers(received) == [{"moor": 1, "depth": 2, "light": 2}]
    assert received.ballots[0].answers["depth"].note == "as the book says"
    assert received.issues == ()


def test_full_texts(tmp_path: Path) -> None:
    assert answers(survey(tmp_path, FULL_TEXTS)) == [{"moor": 1, "depth": "dont_know"}]


def test_microsoft_forms_in_dutch(tmp_path: Path) -> None:
    received = survey(tmp_path, MICROSOFT)
    assert answers(received) == [{"moor": 0, "depth": 1}, {"moor": 1, "depth": "dont_know"}]
    assert [one.name for one in received.ballots] == [None, "Ann"]
    assert [one.votes["quay"].verdict for one in received.ballots] == ["attention", "strong"]
    assert unplaced(received) == [("Leeftijd", "unrecognised column; use --map to say what it means")]


def test_a_later_export_of_the_same_survey_has_the_same_participants(tmp_path: Path) -> None:
    first, again = survey(tmp_path, LIMESURVEY_CODES), survey(tmp_path, LIMESURVEY_CODES.replace("by lead", "by radar"))
    assert [one.participant for one in first.ballots] == [one.participant for one in again.ballots]
    other = survey(tmp_path, LIMESURVEY_CODES.replace("16:34:58", "16:34:59"))
    assert first.ballots[0].participant != other.ballots[0].participant


@pytest.mark.parametrize("titles", ["id,moor", "moor,depth"])
def test_the_first_of_two_surveys_without_a_time_are_two_people(tmp_path: Path, titles: str) -> None:
    """A running number begins at 1 in each; the file's name tells them apart."""
    words = f"{titles}\n1,Yes\n"
    first, other = (survey(tmp_path, words, name=name).ballots for name in ("a.csv", "b.csv"))
    assert first[0].participant != other[0].participant
    assert first == survey(tmp_path, words, name="a.csv").ballots


def test_a_number_that_is_drawn_is_the_same_person_in_any_file(tmp_path: Path) -> None:
    words = "id,seed,moor\n1,79411,Yes\n"
    assert survey(tmp_path, words, name="a.csv").ballots == survey(tmp_path, words, name="b.csv").ballots


def test_participants_without_anything_to_tell_them_by_are_still_two(tmp_path: Path) -> None:
    received = survey(tmp_path, "moor,depth\nYes,Deep\nYes,Deep\n")
    assert len({one.participant for one in received.ballots}) == 2


@pytest.mark.parametrize(
    ("title", "cell", "told"),
    [
        pytest.param("moor", "1", "line 2, column moor: this answer is only a number; set digits: 0 or digits: 1 in a file for --map to say whether the lowest rung is 0 or 1", id="a bare number"),
        pytest.param("moor", "maybe", "line 2, column moor: value not recognised", id="a word that is no rung"),
        pytest.param("moor", "R4", "line 2, column moor: value not recognised", id="a rung too high"),
        pytest.param("moor", "0: Yes", "line 2, column moor: value not recognised", id="a number and words that contradict"),
        pytest.param("quay", "fine", "line 2, column quay: value not recognised", id="no judgement"),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_listed(tmp_path: Path, title: str, cell: str, told: str) -> None:
    received = survey(tmp_path, f"id,{title}\n1,{cell}\n")
    assert (answers(received), received.ballots[0].votes) == ([{}], {})
    assert [what for what, _ in unplaced(received)] == [cell]
    assert unplaced(received)[0][1].startswith(told)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("Yes", 1), (" yes. ", 1), ("1: Yes", 1), ("0 - No", 0), ("r1", 1), ("R0", 0), ("I don’t know", "dont_know"),
        ("weet ik niet", "dont_know"), ("n.v.t.", "not_applicable"), ("not applicable", "not_applicable"), ("skipped", "skipped"),
    ],
)  # fmt: skip
def test_ways_to_write_an_answer(tmp_path: Path, cell: str, answer: object) -> None:
    assert answers(survey(tmp_path, f"id;moor\n1;{cell}\n")) == [{"moor": answer}]


@pytest.mark.parametrize("cell", ["", "N/A", "-"])
def test_ways_to_give_none(tmp_path: Path, cell: str) -> None:
    received = survey(tmp_path, f"id;moor\n1;{cell}\n")
    assert (answers(received), received.issues) == ([{}], ())


def test_a_note_without_an_answer_is_kept(tmp_path: Path) -> None:
    received = survey(tmp_path, "id,moor,moor[comment]\n1,,at the pier\n")
    assert received.ballots[0].answers["moor"].model_dump() == {
        "answer": "skipped",
        "note": "at the pier",
        "confidence": None,
        "revision": 0,
    }


@pytest.mark.parametrize("title", ["moor[comment]", "moor_comment", "moor[_Ccomment]. Why? [Comment]"])
def test_ways_to_title_a_note(tmp_path: Path, title: str) -> None:
    received = survey(tmp_path, f"id;moor;{title}\n1;Yes;seen\n")
    assert (received.ballots[0].answers["moor"].note, received.issues) == ("seen", ())


@pytest.mark.parametrize(
    ("title", "map_", "kept"),
    [
        pytest.param("moor[comment]", None, "moor", id="of a question without a column for its answer"),
        pytest.param("N", "notes: {moor: N}", "moor", id="by the map"),
        pytest.param("quay[comment]", None, None, id="of a layer, which has no notes: told"),
    ],
)
def test_no_note_is_lost(tmp_path: Path, title: str, map_: str | None, kept: str | None) -> None:
    received = survey(tmp_path, f"id,light,{title}\n1,Half,my long note\n", map_)
    notes = {id_: vote.note for id_, vote in received.ballots[0].answers.items() if vote.note}
    assert notes == ({kept: "my long note"} if kept else {})
    assert [what for what, _ in unplaced(received)] == ([] if kept else [title])
    assert set(received.questions) == {"light", *([kept] if kept else [])}


def test_a_column_without_a_title_is_told_of_where_it_says_something(tmp_path: Path) -> None:
    received = survey(tmp_path, "id,moor,,\n1,Yes,,lost?\n")
    assert [what for what, _ in unplaced(received)] == ["#4"]


def test_entities_of_a_web_form_are_read_but_an_address_stays_as_it_is(tmp_path: Path) -> None:
    words = "id,moor,moor[comment]\n1,Yes&nbsp;,https://x.example/?a=1&region=NL&copy=2 &amp; caf&eacute;\n"
    received = survey(tmp_path, words)
    assert received.ballots[0].answers["moor"].note == "https://x.example/?a=1&region=NL&copy=2 & café"
    assert answers(received) == [{"moor": 1}]


def test_a_question_whose_id_is_a_word_of_survey_tools_keeps_its_column(tmp_path: Path) -> None:
    moor = FRAMEWORK.questions["moor"]
    named = [moor.model_copy(update={"id": id_}) for id_ in ("name", "downloadtime")]
    quay = FRAMEWORK.layers[0].model_copy(update={"questions": tuple(named)})
    framework = FRAMEWORK.model_copy(update={"layers": (quay, *FRAMEWORK.layers[1:])})
    framework.__dict__.pop("questions", None)  # a copy keeps what was worked out
    path = tmp_path / "survey.csv"
    path.write_text("id,name,downloadtime,fullname\n1,R1,R0,Ann\n", "utf-8")
    received = read_survey(read_table(path), framework, "organisation")
    assert answers(received) == [{"name": 1, "downloadtime": 0}]
    assert received.ballots[0].name is None


def test_a_second_column_for_a_question_is_listed(tmp_path: Path) -> None:
    received = survey(
        tmp_path, "id,moor,Can a ship moor at night?,moor[SQ1],[lift] Something [light]\n1,Yes,No,x,Half\n"
    )
    assert answers(received) == [{"moor": 1, "light": 2}]
    assert [what for what, _ in unplaced(received)] == ["Can a ship moor at night?", "moor[SQ1]"]


def test_a_map_says_what_columns_and_values_mean(tmp_path: Path) -> None:
    map_ = (
        "columns: {moor: Night, depth: Water, quay: Judgement}\nnotes: {moor: Why}\nparticipant: Who\nname: Called\n"
        'submitted: Done\nignore: [Colour]\ndigits: 1\nvalues: {certainly: 1, "?": dont_know, far: 9}\n'
        "values_of: {depth: {certainly: 2}}\ndelimiter: ;\n"
    )
    words = "Who;Called;Done;Night;Why;Water;Judgement;Colour\na;Ann;x;certainly;seen;certainly;strong;red\nb;Bo;x;1;;3;??;\nc;;;?;;;;\nd;;x;0;;far;;\ne;;x;?;;;;\n"  # fmt: skip
    received = survey(tmp_path, words, map_)
    assert answers(received) == [{"moor": 1, "depth": 2}, {"moor": 0, "depth": 2}, {}, {"moor": "dont_know"}]
    assert [one.name for one in received.ballots] == ["Ann", "Bo", None, None]
    assert received.ballots[0].answers["moor"].note == "seen"
    assert [what for what, _ in unplaced(received)] == ["??", "0", "far"]
    assert received.unfinished_count == 1


@pytest.mark.parametrize(
    ("map_", "problems"),
    [
        pytest.param("columns: {moor: Nowhere}", [("no-such-column", 1, 17)], id="a column that is not there"),
        pytest.param("name: Nowhere\nsubmitted: Done", [("no-such-column", 1, 7), ("no-such-column", 2, 12)], id="two"),
        pytest.param("columns: {more: id}", [("no-such-question", 1, 11)], id="a question that is not there"),
        pytest.param("notes: {quay: id}", [("no-such-question", 1, 9)], id="a layer has no notes"),
        pytest.param("values_of: {moor: {red: 2}}", [("no-such-rung", 1, 25)], id="a rung that is not there"),
    ],
)
def test_mistakes_in_the_map_are_told_there(tmp_path: Path, map_: str, problems: list[tuple[str, int, int]]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        survey(tmp_path, "id,colour\n1,red\n", map_)
    told = caught.value.problems
    assert [(one.message.key, one.place.line, one.place.column) for one in told] == [
        (f"problem.{key}", line, column) for key, line, column in problems
    ]
    assert {Path(one.place.file).name for one in told} == {"map.yaml"}


def test_a_survey_in_which_nothing_is_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        survey(tmp_path, "id,colour\n1,red\n")
    assert [one.message.key for one in caught.value.problems] == ["problem.no-question-column"]


def test_a_question_for_another_kind_of_profile_has_no_column(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("id,moor,watch\n1,Yes,Always\n", "utf-8")
    received = read_survey(read_table(path), FRAMEWORK, "region")
    assert answers(received) == [{"moor": 1}]
    assert [what for what, _ in unplaced(received)] == ["watch"]


def test_numbers_longer_than_anybody_means_are_listed(tmp_path: Path) -> None:
    received = survey(tmp_path, f"id,moor,depth\n1,{'9' * 5000},{'1' * 5000}: Deep\n", "digits: 0")
    assert (answers(received), len(received.issues)) == ([{}], 2)


def test_titles_made_to_be_slow_are_not(tmp_path: Path) -> None:
    """Quadratic backtracking over a title of a hundred thousand characters would take long."""
    received = survey(tmp_path, f"id,moor,{'[a' * 60_000},{'a[' * 60_000}]\n1,Yes,,\n")
    assert answers(received) == [{"moor": 1}]


def test_a_table_in_another_language_says_what_it_does_not_say(tmp_path: Path) -> None:
    words = (
        "Vastauksen tunniste;Lähetyspäivä;Aloituspäivä;moor;depth\n"
        "1;2026-11-20 10:05:00;2026-11-20 10:00:00;Yes;Deep\n2;;2026-11-20 11:00:00;No;\n"
    )
    received = survey(tmp_path, words)
    assert len(received.ballots) == 2
    assert notes(received) == [
        "no column is recognised as showing who finished, so all participants count; "
        'if Lähetyspäivä shows it, add submitted: "Lähetyspäivä" to a file for --map'
    ]
    again = survey(tmp_path, words, name="later.csv")
    assert [one.participant for one in again.ballots] == [one.participant for one in received.ballots], "by its moments"
    assert len(survey(tmp_path, words, "submitted: Lähetyspäivä").ballots) == 1


def test_a_table_that_tells_nobody_apart_says_so(tmp_path: Path) -> None:
    received = survey(tmp_path, "moor\nYes\nYes\n")
    assert len({one.participant for one in received.ballots}) == 2
    assert notes(received) == [
        "no column shows who finished, so all participants count; if there is such a column, name it in a file for --map (submitted: TITLE)",
        "no column identifies participants, so anyone who is in two exports of the same survey counts twice; "
        "name a column in a file for --map (participant: TITLE)",
    ]


@pytest.mark.parametrize(
    ("titles", "moments"),
    [
        pytest.param("Response ID,Date submitted,Date started,Date last action", "{day} 10:05:00,2026-11-20 10:00:00,{day} 10:05:00", id="LimeSurvey"),
        pytest.param("ID,Completion time,Start time", "{day} 10:05,2026-11-20 10:00", id="no moment of a change: when it was sent"),
    ],
)  # fmt: skip
def test_of_the_same_survey_exported_twice_the_newest_answers_count(tmp_path: Path, titles: str, moments: str) -> None:
    first, later = (
        survey(tmp_path, f"{titles},moor\n1,{moments.format(day=day)},{answer}\n", name=f"{day}.csv").ballots[0]
        for day, answer in (("2026-11-20", "No"), ("2026-11-22", "Yes"))
    )
    assert first.participant == later.participant
    assert first.answers["moor"].revision < later.answers["moor"].revision


def test_our_own_codes_need_no_map(tmp_path: Path) -> None:
    received = survey(tmp_path, "id,moor,depth\n1,R1,DK\n2,NA,R2\n")
    assert answers(received) == [{"moor": 1, "depth": "dont_know"}, {"moor": "not_applicable", "depth": 2}]
    without_codes = survey(tmp_path, "id,moor\n1,Yes\n2,NA\n")
    assert [one for one, _ in unplaced(without_codes)] == ["NA"], "what statisticians call no answer"


@pytest.mark.parametrize(
    ("map_", "passed_over"),
    [
        pytest.param("columns: {moor: Q1, depth: Q2}\nnotes: {depth: Q2 why}", "depth", id="a column that was left out"),
        pytest.param("columns: {moor: Q1, lighthouse-keeper: Q7}", "lighthouse-keeper", id="a question that is gone"),
        pytest.param("columns: {moor: Q1, lighthouse-keeper: Q3}\nvalues_of: {lighthouse-keeper: {a: 1}}", "lighthouse-keeper", id="one that is gone, with its column"),
    ],
)  # fmt: skip
def test_a_map_for_questions_that_are_gone_does_not_fail(tmp_path: Path, map_: str, passed_over: str) -> None:
    received = survey(tmp_path, "id,Q1,Q3\n1,Yes,x\n", map_)
    assert answers(received) == [{"moor": 1}]
    assert (passed_over, "1 question in the file for --map is not in this table or this edition") in unplaced(received)


def test_a_title_that_was_misspelt_in_the_map_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        survey(tmp_path, "id,Night watch,Depth\n1,Yes,Deep\n", "columns: {moor: Nigth watch, depth: Depth}")
    assert [(one.message.key, one.hint and one.hint.key) for one in caught.value.problems] == [
        ("problem.no-such-column", "hint.did-you-mean")
    ]


def test_titles_may_stand_under_other_rows(tmp_path: Path) -> None:
    received = survey(tmp_path, "sep=;\nHarbour survey;;\n;;\nid;moor;depth\n1;Yes;Deep\n")
    assert answers(received) == [{"moor": 1, "depth": 2}]


def test_a_cell_that_shows_an_error_is_listed(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "s.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "moor", "colour"])
        sheet.write_row(1, 0, ["1"])
        sheet.write_formula("B2", "=NA()", None, "#N/A")
        sheet.write_formula("C2", "=NA()", None, "#N/A")
    layout = SurveyMap()
    table = read_table(tmp_path / "s.xlsx", layout, is_known=make_title_test(FRAMEWORK, "organisation", layout))
    assert unplaced(read_survey(table, FRAMEWORK, "organisation"))[-1] == ("B2", "cell B2 shows an error")
