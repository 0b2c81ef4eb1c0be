"""`export dot`, `export mermaid`, `export graphml`: write the dependency graph of the services of a profile."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import options

EXAMPLE = "export {name} example-municipality"


def export_graph(
    context: typer.Context,
    profile: Annotated[Path, typer.Argument(metavar="FILE", help="Profile (YAML) or session.", show_default=False)],
    output: Annotated[Path | None, options.output_option("File to write. Defaults to standard output.")] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write or show the graph of service dependencies for another program."""
    from eurostack_assess.cli.export_target import ExportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import show_long
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.method.services import build_graph
    from eurostack_assess.report.exports.graph import GRAPHS, build_nodes_and_edges
    from eurostack_assess.subjects.shipped_data import catalogue_for
    from eurostack_assess.subjects.subject import read_profile_subject

    language = choose(lang)
    read = read_profile_subject(profile, framework).profile
    catalogue = catalogue_for(read)
    if not read.dependencies or catalogue is None:
        raise UsageError(message("error.no-dependencies", file=str(profile)))
    european = sorted(catalogue.groups["eu"].members)
    nodes, edges = build_nodes_and_edges(build_graph(read, catalogue), european, language)
    data = GRAPHS[context.info_name or ""](nodes, edges, read.name)
    if output is None:
        show_long(data.decode(), language)
    else:
        ExportTarget(output, force).write({output: data}, language)
