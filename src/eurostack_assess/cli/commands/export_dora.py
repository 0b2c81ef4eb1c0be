"""`export dora`: write the services of a profile as the tables of a DORA register of information."""

from pathlib import Path
from typing import Annotated

from eurostack_assess.cli import options

EXAMPLE = "export dora example-municipality -o register.xlsx"


def export_dora(
    profile: options.ProfileFile,
    output: Annotated[Path | None, options.output_option("Workbook to write; .xlsx.")] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write the services of a profile as a DORA register of information."""
    from eurostack_assess.cli.export_target import ExportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import note
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.report.renderers import xlsx
    from eurostack_assess.report.sheets.dora import build_dora_sheets
    from eurostack_assess.subjects.shipped_data import shipped_catalogue
    from eurostack_assess.subjects.subject import read_profile_subject
    from eurostack_assess.texts import texts

    target = ExportTarget(output, force)
    path = target.named(".xlsx")
    subject = read_profile_subject(profile, framework)
    language = choose(lang, subject.language)
    if not subject.profile.dependencies:
        raise UsageError(message("error.no-services", file=str(profile)))
    workbook = build_dora_sheets(subject.profile, shipped_catalogue(), language)
    target.write({path: xlsx.render(workbook)}, language)
    note(texts(language)("export.dora"))
