"""`export ciso`: write the objectives of the EU Cloud Sovereignty Framework for an audit in CISO Assistant."""

from pathlib import Path
from typing import Annotated

from eurostack_assess.cli import options

EXAMPLE = "export ciso example-municipality -o audit.xlsx"


def export_ciso(
    profile: options.ProfileFile,
    output: Annotated[Path | None, options.output_option("Workbook to write; .xlsx.")] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write the objectives of the EU CSF for an audit in CISO Assistant."""
    from eurostack_assess.cli.export_target import ExportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.notes import note_unconfirmed
    from eurostack_assess.cli.streams import note
    from eurostack_assess.report.renderers import xlsx
    from eurostack_assess.report.sheets.ciso_assistant import INSTRUMENT, build_ciso_sheets
    from eurostack_assess.subjects.subject import read_profile_subject
    from eurostack_assess.texts import texts

    target = ExportTarget(output, force)
    path = target.named(".xlsx")
    subject = read_profile_subject(profile, framework)
    language = choose(lang, subject.language)
    result = subject.assess((INSTRUMENT,))
    note_unconfirmed(subject, language)
    target.write({path: xlsx.render(build_ciso_sheets(result, language))}, language)
    note(texts(language)("export.ciso"))
