"""Every page and file of the repository that is made from the code, the questionnaires or the command's own output.

    python docs/generate.py             write what is not fresh
    python docs/generate.py --check     say what is not fresh; exit code 1 if anything is

What a page is made from decides where to change it: the modules' docstrings for the architecture, the YAML files for
the questions, the models for the schemas, the command itself for the blocks in the README.
"""

import argparse
import ast
import io
import os
import re
import shlex
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, get_args

if TYPE_CHECKING:
    from eurostack_assess.model.assessment import Assessment
    from eurostack_assess.model.framework import Framework
    from eurostack_assess.model.question import Questionnaire
    from eurostack_assess.model.vocabulary import Kind
    from eurostack_assess.population.tables import CountedTable
    from eurostack_assess.population.tally import Tally
    from eurostack_assess.population.trend_summary import EarlierTable
    from eurostack_assess.report.document import ReportDocument
    from eurostack_assess.report.wording.voice import ReportExtent
    from eurostack_assess.texts import Texts

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GALLERY = DOCS / "gallery"
PACKAGE = ROOT / "src" / "eurostack_assess"
LANGUAGES = ("nl", "en")
MADE_UP_TITLE = {"nl": "350 verzonnen gemeenten (gegenereerd)", "en": "350 made-up municipalities (generated)"}
MADE_UP = {"made-up-municipalities.csv": False, "made-up-municipalities-a-year-before.csv": True}
"""Tables of the gallery, and whether each is the earlier of the two."""

Make = Callable[[], bytes]


def files() -> dict[Path, Make]:
    """Every generated file with what makes it."""
    made: dict[Path, Make] = {}
    for group in (architecture, glossary, questions, weights, coverage, schemas, gallery, pages_with_output):
        made |= dict(group())
    return made


def architecture() -> Iterator[tuple[Path, Make]]:
    """How the code is laid out, from the modules' docstrings and the import contracts."""
    yield DOCS / "architecture.md", lambda: architecture_page().encode()


def glossary() -> Iterator[tuple[Path, Make]]:
    """The terms, from those that `explain` shows."""
    yield DOCS / "glossary.md", lambda: _glossary_page().encode()


GLOSSARY_INTRODUCTION = """\
# Glossary

Each concept has one word, which is used in the code, in files, in texts and on every page. This page defines these
words. It is generated from `src/eurostack_assess/texts/glossary/terms.toml`; `eurostack-assess explain TERM` shows one
term. `make check` rejects names in the code and keys in schemas that are listed under *not*, and checks that every name
under *in code* exists.
"""


def _glossary_page() -> str:
    from eurostack_assess.texts.terms import load_glossary

    lines = [GLOSSARY_INTRODUCTION]
    for title, terms in load_glossary().items():
        spoken = any(term.words for term in terms)
        columns = ["concept", *(["English", "Dutch", "also called"] if spoken else []), "in code", "not"]
        lines += [f"## {title}", "", f"| {' | '.join(columns)} |", "| --- " * len(columns) + "|"]
        for term in terms:
            names = [term.words.get("en", ()), term.words.get("nl", ()), term.also.get("en", ())] if spoken else []
            code = [[f"`{name}`" for name in group] for group in (term.code, term.ruled_out)]
            lines.append(f"| {' | '.join([term.means['en'], *map(', '.join, [*names, *code])])} |")
        lines.append("")
    return "\n".join(lines)


def questions() -> Iterator[tuple[Path, Make]]:
    """The questionnaires to read, one page per language of the framework."""
    for language in framework().header.languages:
        yield DOCS / f"questions.{language}.md", partial(_questions, language)


def _questions(language: str) -> bytes:
    from eurostack_assess.report.documents.questionnaire import build_questions_report
    from eurostack_assess.report.renderers.registry import FORMATS

    return FORMATS[".md"].render(build_questions_report(framework(), framework().parts, language))


def weights() -> Iterator[tuple[Path, Make]]:
    """What each question and each theme weighs in the end."""
    yield DOCS / "weights.md", lambda: _weights_page().encode()


WEIGHTS_INTRODUCTION = """\
# Weights of the questions

All questions of a layer have the same weight, and all layers have the same weight{reason}

The tables show how the weight of each layer is divided over the four themes if every question applies, and which
questions belong to each theme. To use custom weights, pass a file to `score --weights` or `compare --weights`; the
report then shows the results by both sets of weights. A report calls a certain verdict *a close call* if small changes
of the weights often change it; `score --sensitivity` also shows whether leaving out one question changes a verdict.
"""
EQUAL = ": no source was found that gives other weights."


def _weights_page() -> str:
    from eurostack_assess.model.vocabulary import KINDS
    from eurostack_assess.texts import texts

    translate = texts("en")
    others = [question.id for question in framework().questions.values() if question.weight != 1]
    reason = EQUAL if not others else f". Exceptions, with reasons in the questionnaires: {', '.join(others)}."
    lines = [WEIGHTS_INTRODUCTION.format(reason=reason)]
    for kind in KINDS:
        lines += [f"## {translate(f'kind.{kind}').capitalize()}", ""]
        lines += ["| layer | theme | share of the layer | questions |", "| --- | --- | --: | --- |"]
        for part in framework().layers:
            lines += _theme_rows(part, kind, translate)
        lines.append("")
    return "\n".join(lines)


def _theme_rows(part: "Questionnaire", kind: "Kind", translate: "Texts") -> Iterator[str]:
    from eurostack_assess.method.answers import build_items
    from eurostack_assess.method.scoring import effective_weights
    from eurostack_assess.model.question import Facet

    shares = effective_weights(build_items(part.questions, {}, kind))
    for facet in get_args(Facet):
        listed = [question for question in part.questions if question.id in shares and question.facet == facet]
        if listed:
            names = ", ".join(
                question.title.in_language("en") if question.title else question.id for question in listed
            )
            share = translate.percent(float(sum(shares[one.id] for one in listed)))
            theme = translate(f"facet.{facet}").partition(":")[0]
            yield f"| {part.name.in_language('en')} | {theme} | {share} | {names} |"


def coverage() -> Iterator[tuple[Path, Make]]:
    """Which question touches which objective, one page per instrument of the framework."""
    for instrument in framework().header.instruments:
        yield DOCS / f"coverage-{instrument}.md", partial(_coverage, instrument)


def _coverage(id_: str) -> bytes:
    from eurostack_assess.method.coverage import compute_coverage
    from eurostack_assess.report.documents.coverage import build_coverage_report
    from eurostack_assess.report.renderers.registry import FORMATS

    instrument = framework().instrument(id_)
    assert instrument is not None
    found = compute_coverage(instrument, framework().parts)
    return FORMATS[".md"].render(build_coverage_report(framework(), instrument, found, "en"))


def schemas() -> Iterator[tuple[Path, Make]]:
    """The JSON Schema of each kind of file."""
    from eurostack_assess.model.schemas import SCHEMAS

    for name in SCHEMAS:
        yield ROOT / "schemas" / f"{name}.schema.json", partial(_schema, name)


def _schema(name: str) -> bytes:
    from eurostack_assess.report.exports.json_schema import schema_json

    return schema_json(name).encode()


def gallery() -> Iterator[tuple[Path, Make]]:
    """Reports of the shipped profiles, in each language as a page and as Markdown."""
    from eurostack_assess.report.renderers.registry import FORMATS

    def made(name: str, language: str, ending: str) -> bytes:
        return FORMATS[ending].render(GALLERY_REPORTS[name](language))

    for name, language, ending in product(GALLERY_REPORTS, LANGUAGES, (".html", ".md")):
        yield GALLERY / f"{name}.{language}{ending}", partial(made, name, language, ending)
    for name, is_earlier in MADE_UP.items():
        yield GALLERY / name, partial(_made_up, earlier=is_earlier)


@cache
def _made_up(*, earlier: bool) -> bytes:
    import subprocess

    words = [sys.executable, "benchmarks/made_up.py", *(["--earlier"] if earlier else [])]
    return subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout


def _assessed(profile: str, language: str) -> "ReportDocument":
    from eurostack_assess.report.documents.assessment import build_assessment_report

    return build_assessment_report(_result(profile), language)


@cache
def _result(profile: str) -> "Assessment":
    from eurostack_assess.subjects.subject import read_subject

    return read_subject(ROOT / "profiles" / f"{profile}.yaml").assess()


def _compared(*profiles: str, language: str, extent: "ReportExtent" = "complete") -> "ReportDocument":
    from eurostack_assess import __version__
    from eurostack_assess.method.comparison import compare
    from eurostack_assess.report.documents.comparison import build_comparison_report

    results = [_result(profile) for profile in profiles]
    return build_comparison_report(compare(results, tool_version=__version__), language, extent=extent)


@cache
def _benchmarked(language: str) -> "ReportDocument":
    from eurostack_assess import __version__
    from eurostack_assess.model.assessment import Tool
    from eurostack_assess.population.summary import SummaryOptions, summarise_population
    from eurostack_assess.report.documents.population import build_population_report

    counted, earlier, own = _counted()
    options = SummaryOptions("organisation", 10, MADE_UP_TITLE[language], own, earlier)
    result = summarise_population(counted.tally, framework(), options, Tool(version=__version__))
    return build_population_report(result, language, everything=True)


@cache
def _counted() -> tuple["CountedTable", "EarlierTable", tuple[str, "Tally"]]:
    """The tables of the gallery, and the municipality that is held against them."""
    from eurostack_assess.population.row_by_row import count_rows
    from eurostack_assess.population.tables import TableRequest, count_earlier, count_table
    from eurostack_assess.reading.answer_table import build_answer_row
    from eurostack_assess.reading.profile import read_profile

    table, earlier_table = (GALLERY / name for name in MADE_UP)
    request = TableRequest(str(table), "organisation", ("part", "size"))
    counted = count_table(request, framework(), None, lambda _done, _all: None)
    earlier = count_earlier(request, earlier_table, counted, framework(), lambda _done, _all: None)
    profile = read_profile(ROOT / "profiles" / "example-municipality.yaml").profile
    own = (profile.name, count_rows([build_answer_row(profile, framework(), {})], framework(), "organisation", ()))
    return counted, earlier, own


REGIONS = ("amsterdam", "brainport", "catalonia", "ile-de-france", "helsinki-uusimaa")
"""Those that were coded as `docs/coding-regions.md` says."""

GALLERY_REPORTS: Mapping[str, Callable[[str], "ReportDocument"]] = {
    "amsterdam": partial(_assessed, "amsterdam"),
    "municipality": partial(_assessed, "example-municipality"),
    "comparison": lambda language: _compared("amsterdam", "brainport", language=language),
    "regions": lambda language: _compared(*REGIONS, language=language, extent="full"),
    "benchmark": _benchmarked,
}
"""By name: the report in a language."""


OUTPUT = re.compile(
    r"(<!-- output of (?P<command>[^\n]+?)(?P<parts>(?:\n  [^\n]+)*)\n-->\n```text\n)(?P<shown>.*?)(```)", re.DOTALL
)
"""A comment before a block: a command, and the parts of its output to show, each `first line ... last line`."""
PART = " ... "


def pages_with_output() -> Iterator[tuple[Path, Make]]:
    """The pages whose blocks are what a command prints."""
    for page in (*sorted(ROOT.glob("README*.md")), *sorted(DOCS.glob("*.md"))):
        if OUTPUT.search(page.read_text("utf-8")):
            yield page, partial(_with_output, page)


def _with_output(page: Path) -> bytes:
    def replaced(match: re.Match[str]) -> str:
        parts = [line.strip() for line in match["parts"].strip().splitlines()]
        return f"{match[1]}{excerpt(output_of(match['command']), parts)}{match[5]}"

    return OUTPUT.sub(replaced, page.read_text("utf-8")).encode()


def find_line(lines: list[str], start: str, after: int) -> int:
    """The number of the first line that begins so; stops where none does, since a page then shows something else."""
    for number, line in enumerate(lines[after:], after):
        if line.strip().startswith(start):
            return number
    sys.exit(f"no line of the output begins with: {start}")


def excerpt(output: str, parts: list[str]) -> str:
    """The parts of an output, with a line `…` between them; all of it where no part is named."""
    lines, shown = output.splitlines(), []
    for part in parts:
        first, _, last = part.partition(PART)
        start = find_line(lines, first, 0)
        end = find_line(lines, last or first, start)
        shown.append("\n".join(lines[start : end + 1]))
    return ("\n…\n".join(shown) if parts else output.rstrip("\n")) + "\n"


@cache
def output_of(command: str) -> str:
    """What a command of the tool prints, run in this process from the root of the checkout."""
    from eurostack_assess.cli.running import run

    words = shlex.split(command)
    assert words[0] == "eurostack-assess", command
    printed = io.BytesIO()
    out = io.TextIOWrapper(printed, "utf-8")
    kept = dict(os.environ)
    os.environ |= {"COLUMNS": "80", "PAGER": "cat"}
    try:
        with chdir(ROOT), redirect_stdout(out), redirect_stderr(io.StringIO()):
            run(words[1:])
    finally:
        os.environ.clear()
        os.environ.update(kept)
    out.flush()
    return printed.getvalue().decode()


@cache
def framework() -> "Framework":
    """The shipped framework."""
    from eurostack_assess.subjects.shipped_data import chosen_framework

    return chosen_framework(None)


def architecture_page() -> str:
    """The page: the drawing, the registries, and each module with what its docstring says."""
    return ARCHITECTURE.format(
        house=_drawing(_layers_of("eurostack_assess")),
        report=_drawing(_layers_of("eurostack_assess.report")),
        modules="\n\n".join(_package_section(package) for package in _packages()),
    )


def _layers_of(container: str) -> list[str]:
    """The layers of a package, the highest first, as its import contract has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers: list[str] = next(contract["layers"] for contract in contracts if contract.get("containers") == [container])
    return layers


BOX = 74
"""Characters within a box of the drawing."""


def _drawing(layers: list[str]) -> str:
    """Layers as boxes, the highest first; each imports only what is below it."""
    edge = f"+{'-' * BOX}+"
    rows = [f"|{layer.replace(' | ', '   |   '):^{BOX}}|" for layer in layers]
    return "\n".join([edge, *(line for row in rows for line in (row, edge))])


def _packages() -> list[Path]:
    """The packages from the top of the house to its ground, each before those in it."""
    order = [name for layer in _layers_of("eurostack_assess") for name in layer.split(" | ")]
    tops = [PACKAGE / name for name in order if (PACKAGE / name).is_dir()]
    inner = {top: sorted(path.parent for path in top.rglob("*/__init__.py")) for top in tops}
    return [*(folder for top in tops for folder in (top, *inner[top])), PACKAGE]


def _package_section(folder: Path) -> str:
    name = folder.relative_to(PACKAGE.parent).as_posix()
    says = "The base modules and the entry point." if folder == PACKAGE else _first_sentence(folder / "__init__.py")
    rows = [
        f"| `{path.name}` | {_first_sentence(path)} |"
        for path in sorted(folder.glob("*.py"))
        if path.name != "__init__.py"
    ]
    table = "\n\n| module | content |\n| --- | --- |\n" + "\n".join(rows) if rows else ""
    return f"### `{name}/`\n\n{says}{table}"


def _first_sentence(path: Path) -> str:
    """The first paragraph of a module's docstring, on one line."""
    words = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(words.partition("\n\n")[0].split()).replace("|", "\\|")


ARCHITECTURE = """# How the code is laid out

This page is generated from the modules' docstrings and the import contracts in `pyproject.toml`.
Update it with `make docs`.

A module imports only from its own package or from rows below it; `|` separates packages that do not import each
other. `make check` enforces this.

```text
{house}
```

A profile is processed in one direction: a command in `cli/commands/` calls `subjects` to read the path, `method`
computes a result, `report/documents` turns the result into a document, and `report/renderers` turns the document into
bytes. No step calls an earlier one. `method` is pure; only `cli` prints, writes files and exits.

Inside `report`, the packages for content (`documents`), for calculations (`sheets`) and for appearance (`renderers`) do
not import each other:

```text
{report}
```

## Registries

| subject | registry |
| --- | --- |
| commands | `cli/command_table.py`: `COMMANDS` |
| shared options | `cli/options.py` |
| formats of a report | `report/renderers/registry.py`: `FORMATS` |
| charts | `report/charts/__init__.py` |
| kinds of file with a schema | `model/schemas.py`: `SCHEMAS` |
| kinds of profile, verdicts, answer states | `model/vocabulary.py` |
| the rule that decides a verdict | `method/verdict_rule.py`: `decide_verdict` |
| lint rules | `lint/rules.py`: `RULES` |
| counting engines | `population/registry.py`: `ENGINES` |
| layers, levels, thresholds, instruments, views, lenses | `questionnaires/*/framework.yaml` |
| languages | the files `texts/*.toml`, `reading/words/*.toml` |
| number of list items shown | `report/wording/voice.py`: `count_shown` |
| exit codes and errors | `errors.py` |
| generated pages and files | `docs/generate.py`: `files` |

[CONTRIBUTING](../CONTRIBUTING.md) has a recipe for each addition to a registry; [the glossary](glossary.md) defines the
terms.

## The modules

{modules}
"""


def main() -> int:
    """Write, or check; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say what is not fresh")
    check = parser.parse_args().check
    stale = 0
    for path, make in files().items():
        data = make()
        if path.exists() and path.read_bytes() == data:
            continue
        stale += 1
        print(f"{'not fresh' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.write_bytes(data)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
