"""What the command prints and writes, before and after a change: every command of the README and docs, and more.

    python benchmarks/same_outputs.py record .venv/demo/bin/eurostack-assess BEFORE
    python benchmarks/same_outputs.py record .venv/other/bin/eurostack-assess AFTER --commands BEFORE
    python benchmarks/same_outputs.py compare BEFORE AFTER --renamed beside=cross_cutting --ignore '[0-9a-f]{12,}'

`record` runs the commands in copies of the checkout's data and keeps standard output, standard error, exit code and
written files, one folder per command. `compare` prints what differs, and exits with 1 if anything does. JSON is
compared as data, after renaming keys; what `--ignore` matches counts as the same.
"""

import argparse
import difflib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ("profiles", "questionnaires", "catalogue", "scenarios")
LANGUAGES = ("nl", "en")
PROFILES = sorted(path.name for path in (ROOT / "profiles").glob("*.yaml"))
CLOCK = {"SOURCE_DATE_EPOCH": "1790000000", "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
TIMEOUT = 120
SHOWN = 12
"""Lines of a difference that are printed."""
WORDS = "words.txt"
CONTENT_TYPES = (".json", ".sarif")


def documented() -> Iterator[str]:
    """Every command that the README and the docs show."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        yield from re.findall(r"^\$ eurostack-assess (.*)$", page.read_text("utf-8"), re.MULTILINE)


def systematic() -> Iterator[str]:
    """Every command over languages, widths and formats, and every kind of complaint."""
    for profile, language in product(PROFILES, LANGUAGES):
        end = f"profiles/{profile} --lang {language}"
        yield f"score {end}"
        yield f"score {end} --all"
        yield f"score {end} -o r.html -o r.md -o r.csv -o r.xlsx -o r.json -o r.pdf"
        yield f"validate {end}"
        yield f"gate {end} --fail-under 60 --max-unknown 10% --min-level cloud-compute=2 -o g.xml -o g.sarif -o g.json"
        yield f"gate {end} --fail-under 60 --baseline profiles/{profile}"
        yield f"export csvw {end} -o out.csv"
        yield f"whatif {end} --without US --without microsoft-365"
        yield f"export dot {end}"
    for language in LANGUAGES:
        yield from _in_language(f"--lang {language}")
    for group in ("", *GROUPS):
        yield f"{group} --help".strip()
    for kind in KINDS_OF_SCHEMA:
        yield f"schema {kind}"


GROUPS = (
    "assess", "score", "compare", "benchmark", "whatif", "gate", "validate", "lint", "questions", "explain", "schema",
    "init", "catalogue", "catalogue list", "catalogue show", "catalogue check", "import", "import sbom",
    "import register", "import sheet", "export", "export lime", "export sheet", "export form", "export markdown",
    "export dot", "export csvw", "workshop", "workshop form", "workshop merge", "workshop settle", "framework",
    "framework diff", "framework record",
)  # fmt: skip
KINDS_OF_SCHEMA = (
    "questionnaire", "framework", "instrument", "weights", "profile", "scenario", "suppliers", "alternatives", "result",
    "outage", "comparison", "population", "lint",
)  # fmt: skip


def _in_language(end: str) -> Iterator[str]:
    three = "profiles/amsterdam.yaml profiles/brainport.yaml profiles/catalonia.yaml"
    yield f"compare profiles/amsterdam.yaml profiles/brainport.yaml {end}"
    yield f"compare {three} --all {end}"
    yield f"compare {three} {end} -o c.html -o c.md -o c.csv -o c.xlsx -o c.json -o c.pdf"
    yield f"compare profiles/amsterdam.yaml profiles/brainport.yaml --view eu-csf {end}"
    yield f"score profiles/example-municipality.yaml --view eu-csf --view toetsingsinstrument {end}"
    yield f"whatif profiles/example-municipality.yaml --scenario mail-cut-off {end} -o w.html -o w.xlsx -o w.json"
    yield f"whatif profiles/example-hospital.yaml --without nothing-like-it {end}"
    table = "municipalities.csv profiles/example-municipality.yaml --by part --by size --since year-before.csv"
    yield f"benchmark {table} {end}"
    yield f"benchmark {table} {end} -o b.html -o b.md -o b.xlsx -o b.csv -o b.json"
    yield f"benchmark profiles --kind region --smallest 1 {end}"
    yield f"benchmark municipalities.csv --engine polars --digest {end}"
    yield f"questions {end}"
    yield f"questions --by eu-csf {end}"
    yield f"questions --json --layer cloud-compute {end}"
    yield f"lint questionnaires/eurostack {end} -o l.json -o l.sarif"
    for id_ in ("cloud-exit", "cloud-compute", "flat-ladder", "no-such"):
        yield f"explain {id_} {end}"
    yield f"catalogue list --layer cloud-compute {end}"
    yield f"catalogue list --alternatives --country NL {end}"
    yield f"catalogue show microsoft-365 {end}"
    yield f"catalogue check --older-than 1 {end}"
    for format_ in ("lime -o s.txt", "sheet -o f.xlsx", "form --name Port -o f.html -o f.xlsx", "markdown"):
        yield f"export {format_} {end}"
    for format_ in ("mermaid", "graphml"):
        yield f"export {format_} profiles/example-municipality.yaml {end}"
    yield f"workshop form --name Port -o form.html -o form.xlsx {end}"
    yield f"workshop form --name Port --lens nope {end}"
    yield f"framework diff questionnaires/eurostack questionnaires/eurostack {end} -o d.json -o d.xlsx"
    yield f"framework record questionnaires/eurostack {end}"
    yield f"init 'Gemeente Súdwest' {end}"
    yield f"assess Port --kind organisation --plain {end}"
    for wrong in (
        "score nope.yaml", "score profiles/amsterdam.yaml -o r.txt", "gate profiles/amsterdam.yaml",
        "gate profiles/amsterdam.yaml --fail-under nope=3", "gate profiles/amsterdam.yaml --fail-under 101",
        "compare profiles/amsterdam.yaml", "compare profiles/amsterdam.yaml profiles/example-hospital.yaml",
        "score profiles/amsterdam.yaml --view nope", "questions --layer nope", "questions --by nope",
        "score broken.yaml", "validate broken.yaml profiles/amsterdam.yaml", "lint broken.yaml",
        "whatif profiles/amsterdam.yaml", "benchmark nope.csv", "benchmark profiles --by nope",
        "benchmark municipalities.csv --engine spark", "import sbom broken.yaml --name Port", "catalogue show nope",
        "assess Port --lens nope --kind region --plain", "workshop merge profiles/amsterdam.yaml -o out",
        "workshop settle nope cloud-exit 1 --reason why", "scoer", "score", "framework record nope",
    ):  # fmt: skip
        yield f"{wrong} {end}"


def record(command: Path, to: Path, commands_of: Path | None) -> None:
    """Run every command; of another record, the commands that it ran."""
    to.mkdir(parents=True)
    if commands_of is None:
        lines = list(dict.fromkeys((*documented(), *systematic())))
    else:
        lines = [path.read_text("utf-8") for path in sorted(commands_of.glob(f"*/{WORDS}"))]
    _make_data(to / "data")
    for number, line in enumerate(lines):
        print(f"\r{number + 1}/{len(lines)}", end="", file=sys.stderr)
        _run(command, line, to / f"{number:04}", to / "data")
    print(file=sys.stderr)


def _make_data(folder: Path) -> None:
    folder.mkdir()
    for name in DATA:
        shutil.copytree(ROOT / name, folder / name)
    gallery = ROOT / "docs" / "gallery"
    shutil.copy(gallery / "made-up-municipalities.csv", folder / "municipalities.csv")
    shutil.copy(gallery / "made-up-municipalities-a-year-before.csv", folder / "year-before.csv")
    (folder / "broken.yaml").write_text("name: Port\nkind: organization\nanswers:\n  cloud-exitt: 1\n", "utf-8")


def _run(command: Path, line: str, to: Path, data: Path) -> None:
    to.mkdir()
    work = to / "work"
    shutil.copytree(data, work)
    before = {path for path in work.rglob("*") if path.is_file()}
    done = subprocess.run(
        [command, *shlex.split(line)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=work,
        env=CLOCK,
        timeout=TIMEOUT,
        check=False,
    )
    (to / WORDS).write_text(line, "utf-8")
    (to / "stdout.txt").write_bytes(done.stdout)
    (to / "stderr.txt").write_bytes(done.stderr)
    (to / "code.txt").write_text(str(done.returncode), "utf-8")
    for path in work.rglob("*"):
        if path.is_file() and path not in before:
            shutil.copy(path, to / path.name)
    shutil.rmtree(work)


def compare(before: Path, after: Path, renamed: Mapping[str, str], ignored: re.Pattern[str] | None) -> int:
    """Print what differs; the number of commands with a difference."""
    differing = 0
    for folder in sorted(path for path in before.iterdir() if path.name != "data"):
        other = after / folder.name
        names = sorted({path.name for where in (folder, other) for path in where.iterdir()})
        found = [line for name in names for line in _difference(folder / name, other / name, renamed, ignored)]
        if found:
            differing += 1
            print(f"== {folder.name} {(folder / WORDS).read_text('utf-8')}", *found, sep="\n")
    print(f"{differing} commands differ")
    return differing


def _difference(before: Path, after: Path, renamed: Mapping[str, str], ignored: re.Pattern[str] | None) -> list[str]:
    if not (before.exists() and after.exists()):
        return [f"   only {'before' if before.exists() else 'after'}: {before.name}"]
    one, other = before.read_bytes(), after.read_bytes()
    if one == other:
        return []
    texts = []
    for data in (one, other):
        try:
            text = _as_data(data, renamed) if before.suffix in CONTENT_TYPES else data.decode()
            texts.append(ignored.sub("", text) if ignored else text)
        except ValueError:
            texts.append("")
    if texts[0] and texts[0] == texts[1]:
        return []
    if not any(texts):
        return [f"   {before.name}: {len(one)} and {len(other)} bytes"]
    lines = difflib.unified_diff(
        texts[0].splitlines(), texts[1].splitlines(), before.name, after.name, n=0, lineterm=""
    )
    return [f"   {line[:180]}" for line in list(lines)[:SHOWN]]


def _as_data(data: bytes, keys: Mapping[str, str]) -> str:
    def named(value: object) -> object:
        if isinstance(value, dict):
            return {keys.get(key, key): named(item) for key, item in value.items()}
        return [named(item) for item in value] if isinstance(value, list) else value

    return json.dumps(named(json.loads(data)), indent=1, sort_keys=True, ensure_ascii=False)


def main() -> int:
    """Record or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    recording = tasks.add_parser("record")
    recording.add_argument("command", type=Path)
    recording.add_argument("folder", type=Path)
    recording.add_argument("--commands", type=Path, help="a record whose commands and data to use")
    comparing = tasks.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--renamed", nargs="*", default=[], metavar="OLD=NEW", help="JSON keys")
    comparing.add_argument("--ignore", type=re.compile, help="what may differ, as a regular expression")
    words = parser.parse_args()
    if words.task == "record":
        record(words.command.absolute(), words.folder.absolute(), words.commands and words.commands.absolute())
        return 0
    pairs = dict(word.split("=") for word in words.renamed)
    return 1 if compare(words.before, words.after, pairs, words.ignore) else 0


if __name__ == "__main__":
    sys.exit(main())
