"""`--help` says everything in every language, and nothing that no command says."""

import re
import shlex
import string
from collections.abc import Iterator

import pytest
import typer
from typer._click import Context

from eurostack_assess.cli.application import application, load_command
from eurostack_assess.cli.command_table import COMMANDS, GROUPS, SECTIONS, CommandEntry
from eurostack_assess.cli.help_words import HelpWords, load_help_words
from eurostack_assess.texts import FALLBACK, languages

TRANSLATED = [language for language in languages() if language != FALLBACK]
MAX_SUMMARY = 55
MAX_WIDTH = 80


def list_english() -> Iterator[str | None]:
    """Every text that `--help` shows of any command."""
    top = typer.main.get_command(application)
    yield from (application.info.help, application.info.epilog)
    yield from (group.summary for group in GROUPS.values())
    yield from (getattr(param, "help", None) for param in top.get_params(Context(top)))
    for entry in COMMANDS:
        command = load_command(entry)
        yield from (entry.summary, command.help)
        yield from (getattr(param, "help", None) for param in command.get_params(Context(command)))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_has_every_text_and_no_other(language: str) -> None:
    english = {text for text in list_english() if text}
    assert english == set(load_help_words(language)["texts"])


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_summary_is_never_cut_off(language: str) -> None:
    words = HelpWords(language)
    summaries = [
        words.text(text)
        for text in (*(entry.summary for entry in COMMANDS), *(group.summary for group in GROUPS.values()))
    ]
    assert [summary for summary in summaries if len(summary) > MAX_SUMMARY] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_typed_stays_as_it_is(language: str) -> None:
    """Options, endings, numbers and words in backticks."""
    typed = re.compile(r"--[a-z][a-z-]*|\.[a-z]{2,}\b|\b\d+\b|`[^`]+`|\b[a-z]+(?:_[a-z]+)+\b")
    for english, own in load_help_words(language)["texts"].items():
        assert set(typed.findall(english)) <= set(typed.findall(own)), english


def name_in_full(entry: CommandEntry) -> str:
    return f"{entry.under} {entry.name}" if entry.under in GROUPS else entry.name


def test_every_command_and_group_is_in_a_section() -> None:
    assert {entry.under for entry in COMMANDS} - GROUPS.keys() <= set(SECTIONS)
    assert {group.section for group in GROUPS.values()} <= set(SECTIONS)


@pytest.mark.parametrize("entry", COMMANDS, ids=name_in_full)
def test_an_example_is_words_that_the_command_takes(entry: CommandEntry) -> None:
    command, name = load_command(entry), name_in_full(entry)
    assert command.epilog is not None
    words = shlex.split(command.epilog)
    assert words[: name.count(" ") + 1] == name.split()
    command.make_context(name, words[name.count(" ") + 1 :])
    assert len(f"  eurostack-assess {command.epilog}") <= MAX_WIDTH


def test_every_option_that_takes_a_value_names_it() -> None:
    """By a word in capitals, such as FILE; never by a type of Python or a list of choices."""
    unnamed = [
        f"{name_in_full(entry)} {param.name}"
        for entry in COMMANDS
        for command in [load_command(entry)]
        for param in command.get_params(Context(command))
        if not getattr(param, "is_flag", False) and param.name != "help" and param.metavar is None
    ]
    assert unnamed == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_an_error_has_the_same_places(language: str) -> None:
    for english, own in load_help_words(language)["errors"].items():
        assert list_places(english) == list_places(own), english


def list_places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
