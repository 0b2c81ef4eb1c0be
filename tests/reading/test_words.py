"""The words of other people's files: each means one thing, in whatever language it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from eurostack_assess.reading import words
from eurostack_assess.reading.survey_titles import normalise_text
from eurostack_assess.reading.words import get_input_words


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the words are read from."""
    monkeypatch.setattr(words, "_FOLDER", tmp_path)
    get_input_words.cache_clear()
    yield tmp_path
    get_input_words.cache_clear()


def test_no_word_means_two_things() -> None:
    known = get_input_words()
    for by_meaning in (known.survey_titles, known.answers, known.findings, known.register_columns):
        said = [word for group in by_meaning.values() for word in group]
        assert sorted(said) == sorted(set(said))
    for by_value in known.register_values.values():
        said = [word for group in by_value.values() for word in group]
        assert sorted(said) == sorted(set(said))


def test_words_are_written_as_they_are_compared() -> None:
    known = get_input_words()
    for by_meaning in (known.answers, known.findings):
        said = [word for group in by_meaning.values() for word in group]
        assert said == [normalise_text(word) for word in said]


def test_words_of_all_languages_are_read_together(folder: Path) -> None:
    (folder / "de.toml").write_text('[register_columns]\nservice = ["dienst"]\nlayer = ["schicht"]\n', "utf-8")
    (folder / "fr.toml").write_text(
        '[register_columns]\nservice = ["application"]\n[register_values.exit]\nnone = ["impossible"]\n', "utf-8"
    )
    known = get_input_words()
    assert known.meaning_of_titles() == {"dienst": "service", "application": "service", "schicht": "layer"}
    assert (known.meaning_of_values("exit"), known.meaning_of_values("supply")) == ({"impossible": "none"}, {})


@pytest.mark.parametrize(
    "words_of_a_file",
    [
        pytest.param('[register_columns]\ncolour = ["kleur"]\n', id="a field that no service has"),
        pytest.param('[findings]\nbetter = ["beter"]\n', id="a verdict that there is not"),
        pytest.param('[answers]\ndont_know = ["Weet niet"]\n', id="a capital"),
        pytest.param('[answers]\ndont_know = [" weet niet"]\n', id="a stray space"),
        pytest.param('answers = "weet niet"\n', id="no table"),
    ],
)
def test_what_is_no_file_of_words(folder: Path, words_of_a_file: str) -> None:
    (folder / "xx.toml").write_text(words_of_a_file, "utf-8")
    with pytest.raises(ValidationError):
        get_input_words()
