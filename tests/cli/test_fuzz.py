"""Files bent at random: whatever stands in one, a command reads it or says what is wrong, and never breaks.

A minute's worth in every run; by hand as long as one likes: FUZZ=100 pytest tests/cli/test_fuzz.py makes it a hundred
times as many. A file that breaks something is printed with its seed.
"""

import io
import json
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from eurostack_assess.cli import running
from eurostack_assess.errors import AssessmentError
from tests.helpers import HARBOUR, RESOURCES

ONE_WORD = ("validate", "benchmark")
TIMES = int(os.environ.get("FUZZ", "1"))
TOKENS = [
    b"", b"\0", b"\n", b"\r", b",", b";", b"\t", b'"', b"'", b"=", b"sep=;\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x80", b"\xe2\x80\xae",
    b"-1", b"1e999", b"9" * 400, b"0.5", b"NaN", b"null", b"true", b"{}", b"[]", b"{", b"]", b"#REF!", b"=1+1", b"&amp;", b"<", b"<!--",
    b"\\ud800", b"pkg:npm/x@1?distro=a-1", b"eba_GA:IE", b"c0010", b"b_05.01.0010", b"R1", b"DK", b"31/12/2030", b"id", b"service",
]  # fmt: skip
VALUES: list[object] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**400,
    "",
    "x",
    "\ud800",
    "pkg:a",
    [],
    {},
    [[]],
    {"name": None},
    ["x"],
    "SPDX-2.3",
    "1.6",
]

DEEP = json.loads("[" * 200 + "]" * 200)

BILLS = [
    *sorted((RESOURCES / "trials").glob("sbom-*/*.json")),
]
REGISTERS = [*sorted((RESOURCES / "trials").glob("register-*/*.csv")), *sorted((RESOURCES / "gemma").glob("*.csv"))]
SURVEYS = sorted((RESOURCES / "trials").glob("survey-*/*.csv"))
SPREADSHEETS = [
    *sorted((RESOURCES / "trials").glob("**/*.xlsx")),
    RESOURCES / "dora" / "register-b-codes-first-row.xlsx",
]
MODELS = sorted((RESOURCES / "gemma").glob("*.xml"))
FIGURES = [*sorted((RESOURCES / "figures").glob("*.tsv")), *sorted((RESOURCES / "figures").glob("*.csv"))]
PACKAGES = sorted((RESOURCES / "dora").glob("*.zip"))


def bend_bytes(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them taken out, doubled, changed or put between."""
    bent = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(bent) + 1)
        end = min(len(bent), start + chance.choice([0, 1, 1, 2, 5, 40, 400]))
        piece = bytes(bent[start:end])
        bent[start:end] = chance.choice(
            [b"", piece * 2, chance.choice(TOKENS), piece[::-1], bytes([chance.randrange(256)])]
        )
    return bytes(bent)


def bend_json(data: bytes, chance: random.Random) -> bytes:
    """JSON with some values of another kind; now and then bent as bytes."""
    if chance.random() < 0.3:
        return bend_bytes(data, chance)
    file = json.loads(data)
    for _ in range(chance.randint(1, 4)):
        places = list(list_places(file))
        holder, key = chance.choice(places)
        if chance.random() < 0.3 and isinstance(holder, dict):
            holder[str(chance.choice(list(holder) or ["x"]))] = holder.pop(key)
        else:
            holder[key] = deepcopy(chance.choice([*VALUES, DEEP]))
    return json.dumps(file).encode()


def list_places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield value, key
        yield from list_places(item)


def bend_package(data: bytes, chance: random.Random) -> bytes:
    """A ZIP of which a part is bent; now and then bent itself."""
    if chance.random() < 0.2:
        return bend_bytes(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w") as packed:
        names = made.namelist()
        chosen = chance.choice(names)
        for name in names:
            if name != chosen or chance.random() < 0.9:
                packed.writestr(name, bend_bytes(made.read(name), chance) if name == chosen else made.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("files", "bend", "words", "times"),
    [
        pytest.param(BILLS, bend_json, ("import", "sbom", "--name", "x", "--dry-run"), 250, id="bills"),
        pytest.param(REGISTERS, bend_bytes, ("import", "register", "--name", "x", "--dry-run"), 250, id="registers"),
        pytest.param(REGISTERS, bend_bytes, ("import", "gemma", "--name", "x", "--dry-run"), 100, id="the software catalogue"),
        pytest.param(MODELS, bend_bytes, ("import", "gemma", "--name", "x", "--dry-run"), 100, id="models"),
        pytest.param(FIGURES, bend_bytes, ("import", "figures", "--name", "x", "--geo", "NL", "--dry-run"), 200, id="figures"),
        pytest.param(PACKAGES, bend_package, ("import", "dora", "--name", "x", "--dry-run"), 100, id="packages of tables"),
        pytest.param(SURVEYS, bend_bytes, ("workshop", "merge", "--name", "x", "--kind", "region"), 150, id="surveys"),
        pytest.param(SPREADSHEETS, bend_package, ("import", "register", "--name", "x", "--dry-run"), 30, id="spreadsheets as registers"),
        pytest.param(SPREADSHEETS, bend_package, ("import", "dora", "--name", "x", "--dry-run"), 20, id="spreadsheets as registers of information"),
        pytest.param(SPREADSHEETS, bend_package, ("import", "sheet", "--dry-run", "-o", "made"), 15, id="spreadsheets as frameworks"),
        pytest.param(SPREADSHEETS, bend_package, ("benchmark", "--framework", str(HARBOUR)), 15, id="spreadsheets as tables of answers"),
        pytest.param([*BILLS, *REGISTERS, *SURVEYS, *FIGURES], bend_bytes, ("validate",), 150, id="files of another kind"),
    ],
)  # fmt: skip
@pytest.mark.untraced
def test_no_file_breaks_a_command(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: list[Path],
    bend: Callable[[bytes, random.Random], bytes],
    words: tuple[str, ...],
    times: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    first = int(os.environ.get("FUZZ_SEED", "0"))
    for seed in range(first, first + times * TIMES):
        chance = random.Random(seed)
        source = chance.choice(files)
        path = tmp_path / f"f{source.suffix}"
        path.write_bytes(bend(source.read_bytes(), chance))
        typed = [words[0], str(path), *words[1:]] if words[0] in ONE_WORD else [*words[:2], str(path), *words[2:]]
        with redirect_stderr(io.StringIO()), redirect_stdout(io.StringIO()), suppress(AssessmentError):
            try:
                running._call(typed)
            except AssessmentError:
                raise
            except BaseException as error:
                raise AssertionError(f"FUZZ_SEED={seed} breaks {' '.join(words)} on {source.name}") from error
