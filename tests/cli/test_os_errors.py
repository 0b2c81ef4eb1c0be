"""What the operating system does not allow is said in the language of the user."""

import errno
import os
from pathlib import Path

import pytest

from eurostack_assess.errors import TRANSLATED_OS_ERRORS, describe_os_error, message
from eurostack_assess.texts import texts
from tests.helpers import command


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    shown = command("score", "port.yaml", "--lang", "nl", cwd=tmp_path)
    assert shown.returncode == 4
    assert shown.stderr.startswith(
        b"fout[cannot-read]: port.yaml is niet te lezen: dit bestand of deze map bestaat niet\n"
    )


def test_a_folder_that_is_no_file(tmp_path: Path) -> None:
    shown = command("score", "amsterdam", "-o", tmp_path / "no" / "report.html", "--lang", "nl")
    assert shown.stderr.decode().endswith("report.html is niet te schrijven: dit bestand of deze map bestaat niet\n")


@pytest.mark.parametrize("name", TRANSLATED_OS_ERRORS)
def test_english_words_it_as_the_system_does(name: str) -> None:
    number = getattr(errno, name)
    assert describe_os_error(OSError(number, "")) == message(f"os-error.{name}")
    assert texts("en")(f"os-error.{name}") == os.strerror(number)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(OSError(errno.EDOM, "out of domain"), "out of domain", id="another error of the system"),
        pytest.param(errno.EDOM, os.strerror(errno.EDOM), id="the number of one"),
        pytest.param(ValueError("embedded null byte"), "embedded null byte", id="no error of the system"),
    ],
)
def test_another_error_is_in_its_own_words(error: Exception | int, words: str) -> None:
    assert describe_os_error(error) == words
