"""The table of commands: each command's name, what it does, its module, and where `--help` lists it."""

from typing import NamedTuple


class CommandEntry(NamedTuple):
    """A line of the table."""

    name: str
    summary: str
    """An imperative sentence that is never cut off in the list of commands: at most 55 characters."""
    module: str
    """Module below `cli.commands`, and the function of that name in it; its `EXAMPLE` is the example of the help."""
    under: str
    """The section of `--help` that lists it, or the group of commands that it belongs to."""


class CommandGroup(NamedTuple):
    """Commands under one name."""

    summary: str
    """As that of a command."""
    section: str
    """The section of `--help` that lists it."""


SECTIONS = ("Start", "Assess", "Report", "Share", "Frameworks")
GROUPS = {
    "workshop": CommandGroup("Run a workshop: forms out, answers in, one result.", "Assess"),
    "catalogue": CommandGroup("Look up products, suppliers and alternatives.", "Report"),
    "import": CommandGroup("Import services or a framework from other formats.", "Share"),
    "export": CommandGroup("Export questions and results for other programs.", "Share"),
    "framework": CommandGroup("Compare and record editions of a framework.", "Frameworks"),
}
COMMANDS = (
    CommandEntry("demo", "Show what the tool does, in three short tours.", "demo", "Start"),
    CommandEntry("explain", "Explain a question, a layer, a term or a lint rule.", "explain", "Start"),
    CommandEntry("completion", "Print the completion script for your shell.", "completion", "Start"),
    CommandEntry("assess", "Assess an organisation or region, question by question.", "assess", "Assess"),
    CommandEntry("kit", "Write all that a facilitator needs into one folder.", "workshop_kit", "workshop"),
    CommandEntry("form", "Write a form for participants to fill in.", "workshop_form", "workshop"),
    CommandEntry("merge", "Merge participants' answers into one result.", "workshop_merge", "workshop"),
    CommandEntry("settle", "Record answers that the workshop agreed on.", "workshop_settle", "workshop"),
    CommandEntry("init", "Write a blank profile with all questions.", "init", "Assess"),
    CommandEntry("questions", "Show the questions with their answers.", "questions", "Assess"),
    CommandEntry("validate", "Check files and show every problem.", "validate", "Assess"),
    CommandEntry("score", "Score a profile and report dependencies and gaps.", "score", "Report"),
    CommandEntry("compare", "Compare regions, or two dates of one region.", "compare", "Report"),
    CommandEntry("whatif", "Simulate the outage of a supplier or a country.", "whatif", "Report"),
    CommandEntry("benchmark", "Compare one profile with many, and compare groups.", "benchmark", "Report"),
    CommandEntry("gate", "Check a profile against minimum requirements.", "gate", "Report"),
    CommandEntry("list", "List products, or alternatives.", "catalogue_list", "catalogue"),
    CommandEntry("show", "Show one product, alternative or owner.", "catalogue_show", "catalogue"),
    CommandEntry("check", "Check a catalogue for gaps and old entries.", "catalogue_check", "catalogue"),
    CommandEntry("sbom", "Import services from a software bill of materials.", "import_sbom", "import"),
    CommandEntry("register", "Import services from a register or contract list.", "import_register", "import"),
    CommandEntry("dora", "Import services from a DORA register of information.", "import_dora", "import"),
    CommandEntry("gemma", "Import packages from the GEMMA software catalogue.", "import_gemma", "import"),
    CommandEntry("figures", "Import figures from Eurostat as indicators.", "import_figures", "import"),
    CommandEntry("sheet", "Import a framework from a spreadsheet.", "import_sheet", "import"),
    CommandEntry("lime", "Write a LimeSurvey survey, and a file for --map.", "export_lime", "export"),
    CommandEntry("sheet", "Write a framework as a spreadsheet, to edit.", "export_sheet", "export"),
    CommandEntry("form", "Write a form that does not ask for votes on layers.", "export_form", "export"),
    CommandEntry("markdown", "Write the questions as Markdown, ready for comments.", "export_markdown", "export"),
    CommandEntry("dot", "Write the service graph for Graphviz.", "export_graph", "export"),
    CommandEntry("mermaid", "Write the service graph for Mermaid.", "export_graph", "export"),
    CommandEntry("graphml", "Write the service graph for Gephi or networkx.", "export_graph", "export"),
    CommandEntry("csvw", "Write a result as open data (CSV on the Web).", "export_csvw", "export"),
    CommandEntry("dora", "Write services as a DORA register of information.", "export_dora", "export"),
    CommandEntry("ciso", "Write EU CSF objectives for an audit in CISO Assistant.", "export_ciso", "export"),
    CommandEntry("lint", "Check questionnaires for quality problems.", "lint", "Frameworks"),
    CommandEntry("diff", "Show what differs between two editions.", "framework_diff", "framework"),
    CommandEntry("record", "Record an edition, so that later ones can list changes.", "framework_record", "framework"),
    CommandEntry("agree", "Measure how far two coders agree.", "agree", "Frameworks"),
    CommandEntry("schema", "Print the JSON Schema for a kind of file.", "schema", "Frameworks"),
)
"""In the order of the help."""
