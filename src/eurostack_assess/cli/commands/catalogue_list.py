"""`catalogue list`: list the products or the alternatives in the catalogue."""

from typing import Annotated

import typer

from eurostack_assess.cli import options

EXAMPLE = "catalogue list --layer cloud-compute --country US"


def catalogue_list(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT", help="Filter by name.", show_default=False)
    ] = None,
    layer: Annotated[str | None, options.layer_option("Only this layer.")] = None,
    category: Annotated[
        str | None, typer.Option("--category", metavar="ID", help="Only this category.", show_default=False)
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            "--country",
            metavar="CODE",
            help="Only products and alternatives controlled from this country.",
            show_default=False,
        ),
    ] = None,
    alternatives: Annotated[
        bool, typer.Option("--alternatives", help="List European and open-source alternatives instead.")
    ] = False,
    as_json: options.AsJson = False,
    lang: options.Language = None,
) -> None:
    """List products, or alternatives."""
    import json

    from eurostack_assess.cli.choices import check_layers, checked_choice
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import show_document
    from eurostack_assess.cli.streams import show
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.method.catalogue_filter import CatalogueFilter
    from eurostack_assess.report.documents.catalogue import build_alternatives_report, build_products_report
    from eurostack_assess.subjects.shipped_data import shipped_catalogue

    language, catalogue = choose(lang), shipped_catalogue()
    layers = dict.fromkeys(known.layer for known in catalogue.categories.values())
    check_layers([layer] if layer is not None else [], layers)
    if category is not None:
        checked_choice(category, catalogue.categories, "category")
    if country not in (None, *catalogue.countries):
        raise UsageError(message("problem.no-such-country", country=country))
    chosen = CatalogueFilter(layer, category, country, " ".join(words or ()))
    if alternatives:
        options_found = chosen.alternatives(catalogue, language)
        listed = [row.model_dump(mode="json", exclude_none=True) for row in options_found]
        document = build_alternatives_report(catalogue, options_found, language)
    else:
        products = chosen.products(catalogue)
        listed = [row.model_dump(mode="json", exclude_none=True) for row in products]
        document = build_products_report(catalogue, products, language)
    if as_json:
        show(f"{json.dumps(listed, ensure_ascii=False, indent=2)}\n")
    else:
        show_document(document)
