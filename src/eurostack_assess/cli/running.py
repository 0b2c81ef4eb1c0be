"""One run of the command, from its words to its exit code: whatever happens, one message and no traceback.

Exit codes: 0 done; 1 a gate not met; 2 wrong usage; 3 input invalid; 4 cannot read, write or print; 70 our bug; 130
interrupted; 143 terminated.
"""

import gc
import os
import signal
import sys
from types import FrameType

from eurostack_assess.errors import (
    INTERNAL_ERROR,
    INTERRUPTED,
    SUCCESS,
    TERMINATED,
    AssessmentError,
    FileAccessError,
    Message,
    Terminated,
    message,
)

DEBUG = "EUROSTACK_DEBUG"
SELDOM = 100_000
"""New objects before rubbish is looked for: what a run builds at its start is nearly all still needed at its end."""


def run(words: list[str]) -> int:
    """Run the command with these words; returns the exit code."""
    from eurostack_assess.cli import error_output

    gc.set_threshold(SELDOM)
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
        error_output.print_error(error, error_output.language_of(words))
        code = error.exit_code
    except KeyboardInterrupt:
        error_output.print_line(message("error.interrupted"), error_output.language_of(words))
        code = INTERRUPTED
    except Terminated:
        error_output.print_line(message("error.terminated"), error_output.language_of(words))
        code = TERMINATED
    except OSError as error:
        cannot = FileAccessError(_why_not(error))
        error_output.print_error(cannot, error_output.language_of(words))
        code = cannot.exit_code if error.filename is not None else _give_up_printing(cannot.exit_code)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        error_output.print_internal_error(error, error_output.language_of(words))
        code = INTERNAL_ERROR
    finally:
        _on_terminate(raise_it=False)
        gc.freeze()  # on exit the garbage collector would search all that a run has read once more
    return code


def _call(words: list[str]) -> int:
    from typer.exceptions import Abort, TyperException

    from eurostack_assess.cli import error_output
    from eurostack_assess.cli.application import application

    try:
        outcome = application(words, prog_name="eurostack-assess", standalone_mode=False)
    except TyperException as error:
        error_output.print_usage_error(error)
        return error.exit_code
    except Abort:
        raise KeyboardInterrupt from None
    return outcome if isinstance(outcome, int) else SUCCESS


def _tolerant_streams() -> None:
    """A character that the stream's encoding lacks is spelled out, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def _on_terminate(*, raise_it: bool) -> None:
    def handler(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, handler if raise_it else signal.SIG_DFL)


def _why_not(error: OSError) -> Message:
    """What the system does not allow: a file that it names, or else printing."""
    reason = error.strerror or str(error)
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
