"""The command without the interpreter's start-up: a warm parent that forks one child per command.

Each command still is a process of its own, with its own streams, folder, environment, signals and exit code; only the
interpreter, the imports, and what is shipped (texts, questionnaires, catalogue) as it was read come from the parent.
Tests of the interpreter itself (its variables, its start-up, its packaging) start a Python of their own.

    test ── words, folder, environment, three files ──> parent ── fork ──> keeper ── fork ──> the command
    test <───────── process id, then exit code ───────────────────────────┘
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pydantic import BaseModel

READY = b"r"
LEFT_COLD = frozenset(
    {
        "eurostack_assess.__main__",
        "eurostack_assess.interview.fullscreen",
        "eurostack_assess.population.polars_engine",
        "eurostack_assess.population.lazy_engines",
        "eurostack_assess.population.expression",
        "eurostack_assess.report.renderers.pdf",
    }
)
"""Modules that bring threads, or that few commands need: a child imports them itself."""
ITS_OWN_PYTHON = ("PYTHON", "LC_", "LANG")
"""What these variables change is changed when an interpreter starts."""


def can_fork(environment: Mapping[str, str], plain: Mapping[str, str]) -> bool:
    """Whether a forked child would run as a Python of its own would in this environment."""
    names = {name for name in (*environment, *plain) if name.startswith(ITS_OWN_PYTHON)}
    return hasattr(os, "fork") and all(environment.get(name) == plain.get(name) for name in names)


def run_forked(
    words: Sequence[str],
    input_: bytes | None,
    folder: Path,
    environment: Mapping[str, str],
    *,
    timeout: float,
    limits: Mapping[str, int] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run the command with these words; `limits` are the system's, by their names in `resource`.

    Raises:
        subprocess.TimeoutExpired: it took longer than `timeout` seconds, and was killed.
    """
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        socket.socket(socket.AF_UNIX) as line,
    ):
        given.write(input_ or b"")
        given.seek(0)
        line.settimeout(timeout)
        streams = [stream.fileno() for stream in (given, out, err)]
        process = _fork(line, words, folder, environment, streams, limits)
        code = _outcome(line, process, words, timeout)
        return subprocess.CompletedProcess(list(words), code, _content(out), _content(err))


class RunningCommand(NamedTuple):
    """A command that has not ended: what it reads from, what it tells, and its process."""

    stdin: IO[bytes]
    stderr: IO[bytes]
    process: int

    def kill(self) -> None:
        """End it at once, unless it has ended; it cannot prevent it."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)


@contextmanager
def start_forked(words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Iterator[RunningCommand]:
    """The command with these words, running; what it prints goes nowhere."""
    given, stdin = os.pipe()
    stderr, told = os.pipe()
    with (
        os.fdopen(stdin, "wb", buffering=0) as into,
        os.fdopen(stderr, "rb") as out_of,
        socket.socket(socket.AF_UNIX) as line,
    ):
        with Path(os.devnull).open("wb") as nowhere:
            process = _fork(line, words, folder, environment, [given, nowhere.fileno(), told])
        os.close(given)
        os.close(told)
        command = RunningCommand(into, out_of, process)
        try:
            yield command
        finally:
            command.kill()
            _received(line, 4)


def _fork(
    line: socket.socket,
    words: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    streams: list[int],
    limits: Mapping[str, int] | None = None,
) -> int:
    """The process that the parent forks for a command, which says on the line how it ended."""
    line.connect(_parent(tuple(sorted(environment.items()))))
    asked = {
        "words": list(words),
        "folder": str(folder),
        "environment": dict(environment),
        "limits": dict(limits or {}),
    }
    request = json.dumps(asked).encode()
    socket.send_fds(line, [len(request).to_bytes(4)], streams)
    line.sendall(request)
    return int.from_bytes(_received(line, 4))


def _outcome(line: socket.socket, process: int, words: Sequence[str], timeout: float) -> int:
    try:
        return int.from_bytes(_received(line, 4), signed=True)
    except TimeoutError:
        os.kill(process, signal.SIGKILL)
        raise subprocess.TimeoutExpired(list(words), timeout) from None


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _received(line: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = line.recv(size - len(data))
        if not piece:
            raise EOFError("the parent of the commands is gone")
        data += piece
    return data


@cache
def _parent(environment: tuple[tuple[str, str], ...]) -> str:
    """The address of the warm parent of this test process; which environment starts it first plays no part."""
    return _start(tuple(pair for pair in environment if pair[0].startswith((*ITS_OWN_PYTHON, "PATH", "HOME"))))


@cache
def _start(environment: tuple[tuple[str, str], ...]) -> str:
    folder = tempfile.TemporaryDirectory(prefix="commands-")
    atexit.register(folder.cleanup)
    address = f"{folder.name}/parent"
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.forking", address],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[1],
        env=dict(environment),
    )
    atexit.register(_stop, parent)
    assert parent.stdout is not None
    assert parent.stdout.read(1) == READY, "the parent of the commands does not start"
    return address


def _stop(parent: "subprocess.Popen[bytes]") -> None:
    """End the parent, so that the time of all its commands counts as this process's."""
    parent.terminate()
    parent.wait()


def _serve(address: str) -> None:
    """Fork one child per request, until the test process ends."""
    _warm_up()
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit())
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        os.write(1, READY)
        while True:
            line, _ = door.accept()
            _reap()
            if os.fork() == 0:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                door.close()
                _keep(line)
            line.close()


def _reap() -> None:
    """Keepers that are done leave no zombies, and their time is added up."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _keep(line: socket.socket) -> None:
    """Fork the command, and report how it ended."""
    size, streams, _, _ = socket.recv_fds(line, 4, 3)
    request = json.loads(_received(line, int.from_bytes(size)))
    process = os.fork()
    if process == 0:
        line.close()
        for name, limit in request["limits"].items():
            resource.setrlimit(getattr(resource, name), (limit, limit))
        os._exit(_command(request["words"], request["folder"], request["environment"], streams))
    line.sendall(process.to_bytes(4))
    _, status = os.waitpid(process, 0)
    line.sendall(os.waitstatus_to_exitcode(status).to_bytes(4, signed=True))
    os._exit(0)


def _command(words: list[str], folder: str, environment: dict[str, str], streams: list[int]) -> int:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    for number, (name, mode, buffering) in enumerate((("stdin", "r", -1), ("stdout", "w", -1), ("stderr", "w", 1))):
        inherited = getattr(sys, name)  # knows of the parent's stream whether one can seek in it
        opened = os.fdopen(number, mode, buffering, inherited.encoding, inherited.errors, closefd=False)
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["eurostack-assess", *words]
    code: object = None
    try:
        from eurostack_assess.__main__ import main

        main()
    except SystemExit as leaving:
        code = leaving.code
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else 0 if code is None else 1


def _warm_up() -> None:
    import eurostack_assess

    importlib.import_module("typer.main")
    importlib.import_module("rich.table")
    for module in pkgutil.walk_packages(eurostack_assess.__path__, "eurostack_assess."):
        if module.name not in LEFT_COLD:
            importlib.import_module(module.name)
    from eurostack_assess.model.base import Entity
    from eurostack_assess.subjects.shipped_data import chosen_framework, shipped_catalogue
    from eurostack_assess.texts import languages, texts

    chosen_framework(None)
    shipped_catalogue()
    for language in languages():
        texts(language)("format.decimal")
    _complete(Entity)
    gc.freeze()  # children do not copy what they only look at


def _complete(model: "type[BaseModel]") -> None:
    """Have pydantic finish what it puts off until a model is first used."""
    model.model_rebuild()
    for derived in model.__subclasses__():
        _complete(derived)


if __name__ == "__main__":
    _serve(sys.argv[1])
