"""Runs the command once, from the typed words to the exit code; any error gives one message and no traceback.

Exit codes: 0 done; 1 a gate not met, something to fix found by `lint`, or a catalogue with faulty rows; 2 wrong usage;
3 input invalid; 4 cannot read, write or print; 5 file in use; 70 our bug; 130 interrupted; 143 terminated.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import TypeVar

from eurostack_assess.errors import (
    INTERNAL_ERROR,
    INTERRUPTED,
    SUCCESS,
    TERMINATED,
    AssessmentError,
    FileAccessError,
    Message,
    Terminated,
    describe_os_error,
    message,
)
from eurostack_assess.reading.inputs import forget_inputs

Told = TypeVar("Told")

DEBUG = "EUROSTACK_DEBUG"
SELDOM = 100_000
"""New objects before rubbish is looked for: what a run builds at its start is nearly all still needed at its end."""


def run(words: list[str]) -> int:
    """Run the command with these words; returns the exit code."""
    from eurostack_assess.cli import error_output

    gc.set_threshold(SELDOM)
    forget_inputs()
    _on_terminate(raise_it=True)
    try:
        if sys.stdout is None:
            raise FileAccessError(message("error.no-output"))
        _tolerant_streams()
        code = _call(words)
        sys.stdout.flush()
    except BrokenPipeError:
        code = _reader_gone()
    except AssessmentError as error:
        _tell(error_output.print_error, error, words)
        code = error.exit_code
    except KeyboardInterrupt:
        _tell(error_output.print_line, message("error.interrupted"), words)
        code = INTERRUPTED
    except Terminated:
        _tell(error_output.print_line, message("error.terminated"), words)
        code = TERMINATED
    except OSError as error:
        cannot = FileAccessError(_why_not(error))
        _tell(error_output.print_error, cannot, words)
        code = cannot.exit_code if error.filename is not None else _give_up_printing(cannot.exit_code)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _tell(error_output.print_internal_error, error, words)
        code = INTERNAL_ERROR
    finally:
        _on_terminate(raise_it=False)
        _quiet_broken_streams()
        gc.freeze()  # on exit the garbage collector would search all that a run has read once more
    return code


def _tell(print_: Callable[[Told, str], None], what: Told, words: list[str]) -> None:
    """Print what went wrong, in the language of the words typed; nothing where the terminal is gone."""
    from eurostack_assess.cli.error_output import language_of

    with suppress(OSError):
        print_(what, language_of(words))


def _call(words: list[str]) -> int:
    from typer.exceptions import Abort, TyperException

    from eurostack_assess.cli import error_output
    from eurostack_assess.cli.application import application

    try:
        outcome = application(words, prog_name="eurostack-assess", standalone_mode=False, obj=words)
    except TyperException as error:
        error_output.print_usage_error(error, words)
        return error.exit_code
    except Abort:
        raise KeyboardInterrupt from None
    return outcome if isinstance(outcome, int) else SUCCESS


def _tolerant_streams() -> None:
    """A character that a stream's encoding lacks is spelled out, and bytes that are no text are read as �."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    if reconfigure := getattr(sys.stdin, "reconfigure", None):
        reconfigure(errors="replace")


def _on_terminate(*, raise_it: bool) -> None:
    def handler(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, handler if raise_it else signal.SIG_DFL)


def _why_not(error: OSError) -> Message:
    """What the system does not allow: a file that it names, or else printing."""
    reason = describe_os_error(error)
    if error.filename is None:
        return message("error.cannot-print", reason=reason)
    return message("error.cannot-use", file=os.fsdecode(error.filename), reason=reason)


def _reader_gone() -> int:
    """The reader of a pipe has seen enough; that is no error."""
    return _give_up_printing(SUCCESS)


def _give_up_printing(code: int) -> int:
    """Let nothing more be written to the output while Python shuts down."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _quiet_broken_streams() -> None:
    """Let nothing be written while Python shuts down to a stream that takes nothing any more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
