"""`export markdown`: write or show a questionnaire as Markdown, to be read and commented on."""

from pathlib import Path
from typing import Annotated

from eurostack_assess.cli import options

EXAMPLE = "export markdown --layer cloud-compute -o questions.md"


def export_markdown(
    layer: options.Layers = None,
    output: Annotated[Path | None, options.output_option("File to write; .md.")] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write or show the questions in every language, to read and comment on."""
    from eurostack_assess.cli.choices import chosen_parts
    from eurostack_assess.cli.export_target import ExportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import show_long
    from eurostack_assess.report.documents.comment_copy import build_comment_copy
    from eurostack_assess.report.renderers import markdown
    from eurostack_assess.subjects.shipped_data import chosen_framework

    language, target = choose(lang), ExportTarget(output, force)
    read = chosen_framework(framework)
    text = markdown.render(build_comment_copy(read, chosen_parts(read, layer or ()), language))
    if output is None:
        show_long(text, language)
    else:
        target.write({target.named(".md"): text.encode()}, language)
