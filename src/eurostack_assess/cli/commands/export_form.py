"""`export form`: write a form (a page or a spreadsheet) that does not ask for votes on whole layers."""

from typing import Annotated

from eurostack_assess.cli import options
from eurostack_assess.model.vocabulary import Kind

EXAMPLE = 'export form --name "My municipality" -o form.html'


def export_form(
    name: options.SubjectName,
    kind: Annotated[Kind, options.kind_option("Subject of the form: organisation or region.")] = "organisation",
    layer: options.Layers = None,
    lens: options.Lenses = None,
    output: options.FormFiles = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write a form (a page or a spreadsheet) that does not ask for votes on whole layers."""
    from eurostack_assess.cli.forms import build_form, write_form
    from eurostack_assess.cli.language import choose
    from eurostack_assess.subjects.shipped_data import chosen_framework

    language, read = choose(lang), chosen_framework(framework)
    form = build_form(read, kind=kind, name=name, language=language, layers=layer or (), lenses=lens or ())
    write_form(form, output or (), language, force=force)
