"""An editor with yaml-language-server, on our schemas: it explains keys, completes them, and marks what we refuse."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ROOT, command

SERVER = ROOT / ".venv" / "web" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(
    NODE is None or not SERVER.exists(), reason="no test of an editor: `make web` installs the language server"
)

QUESTIONNAIRE = """\
# yaml-language-server: $schema=questionnaire.schema.json
layer: lending
name: Lending
questions:
  - id: lending-system
    role: gaiting
    ask: What can you do if the lending system stops?
    wieght: 2
    options: [Nothing, A little, Everything]
"""


class Editor:
    """One conversation with the server about one file."""

    def __init__(self, process: subprocess.Popen[bytes], path: Path) -> None:
        self.process = process
        self.uri = path.as_uri()
        self.asked = 0

    def send(self, method: str, params: object, *, wait: bool = False) -> Any:
        message: dict[str, object] = {"jsonrpc": "2.0", "method": method, "params": params}
        if wait:
            self.asked += 1
            message["id"] = self.asked
        self.write(message)
        while wait:
            answer = self.read()
            if answer.get("id") == self.asked and "method" not in answer:
                return answer.get("result")
        return None

    def write(self, message: object) -> None:
        body = json.dumps(message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """The next message; what the server asks is answered with nothing."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            count = len(message["params"]["items"]) if message["method"] == "workspace/configuration" else 0
            self.write({"jsonrpc": "2.0", "id": message["id"], "result": [None] * count if count else None})
        return message

    def marked(self) -> list[dict[str, Any]]:
        """What is marked in the file, once the server has looked at it."""
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self.uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return sorted(found, key=lambda one: (one["range"]["start"]["line"], one["message"]))

    def at(self, method: str, line: int, column: int) -> Any:
        """What there is to say of a place, counted from 1."""
        place = {"textDocument": {"uri": self.uri}, "position": {"line": line - 1, "character": column - 1}}
        return self.send(method, place, wait=True)


@contextmanager
def editing(folder: Path, name: str, text: str) -> Iterator[Editor]:
    path = folder / name
    path.write_text(text, "utf-8")
    process = subprocess.Popen([str(NODE), str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        editor = Editor(process, path)
        editor.send("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}, wait=True)
        editor.send("initialized", {})
        settings = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}
        editor.send("workspace/didChangeConfiguration", {"settings": settings})
        opened = {"uri": editor.uri, "languageId": "yaml", "version": 1, "text": text}
        editor.send("textDocument/didOpen", {"textDocument": opened})
        yield editor
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for of in ("questionnaire", "framework", "profile", "weights"):
        (tmp_path / f"{of}.schema.json").write_bytes((ROOT / "schemas" / f"{of}.schema.json").read_bytes())
    return tmp_path


def test_what_we_refuse_is_marked_on_the_same_lines(folder: Path) -> None:
    (folder / "framework.yaml").write_text(
        "id: l\nedition: '1'\nname: L\nlanguages: [en]\nlayers: [lending]\nlevels: [a, b, c]\ntarget: 2\n"
        "thresholds: {strong: 60, attention: 40, coverage: 0.5}\n",
        "utf-8",
    )
    with editing(folder, "lending.yaml", QUESTIONNAIRE) as editor:
        marked = {one["range"]["start"]["line"] + 1 for one in editor.marked()}
    refused = command("validate", folder / "lending.yaml", "--lang", "en").stderr.decode()
    assert marked == {6, 8}
    assert "lending.yaml:6:11" in refused
    assert "lending.yaml:8:5" in refused


def test_a_key_is_explained_where_one_points_at_it(folder: Path) -> None:
    with editing(folder, "lending.yaml", QUESTIONNAIRE) as editor:
        editor.marked()
        shown = editor.at("textDocument/hover", 6, 7)
    assert "Gating: in score and level. Ranking: in the score only." in shown["contents"]["value"]


def test_keys_and_words_are_completed(folder: Path) -> None:
    begun = QUESTIONNAIRE.replace("    role: gaiting\n", "    role: \n").replace("    wieght: 2\n", "    \n")
    with editing(folder, "lending.yaml", begun) as editor:
        editor.marked()
        words = {one["label"] for one in editor.at("textDocument/completion", 6, 11)["items"]}
        keys = {one["label"] for one in editor.at("textDocument/completion", 8, 5)["items"]}
    assert {"gating", "ranking", "informational"} <= words
    assert {"weight", "target", "floor", "why", "evidence", "actions", "source"} <= keys


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("profile", "profiles/amsterdam.yaml"),
        ("profile", "profiles/example-hospital.yaml"),
        ("framework", "questionnaires/eurostack/framework.yaml"),
        ("questionnaire", "questionnaires/eurostack/cloud-compute.yaml"),
        ("questionnaire", "questionnaires/eurostack/lenses/life-sciences-health.yaml"),
        ("questionnaire", "tests/resources/abroad/funk.yaml"),
    ],
)
def test_nothing_is_marked_in_files_of_ours(folder: Path, name: str, path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# yaml-language-server")]
    text = "\n".join([f"# yaml-language-server: $schema={name}.schema.json", *lines, ""])
    with editing(folder, "ours.yaml", text) as editor:
        assert editor.marked() == []
