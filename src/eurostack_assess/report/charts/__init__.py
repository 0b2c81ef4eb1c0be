"""Charts as SVG: pure functions from numbers to a drawing that looks the same when it is saved on its own.

There is one module per kind of drawing, each with its height and its parts.
"""

from eurostack_assess.report.charts import intervals, matrix, network, shares
from eurostack_assess.report.charts.svg import wrap_in_svg
from eurostack_assess.report.document import Drawing, Figure, Intervals, Matrix, Network, Shares


def draw_figure(figure: Figure, id_: str) -> str:
    """The figure as SVG; `id_` makes the ids in it unique in a page.

    Longer labels are cut: the description and the table have them whole.
    """
    height, parts = _draw_parts(figure.drawing)
    return wrap_in_svg(id_, figure.title, description=figure.description, height=height, parts=parts)


def _draw_parts(drawing: Drawing) -> tuple[float, list[str]]:
    match drawing:
        case Intervals():
            return intervals.height(drawing), list(intervals.parts(drawing))
        case Matrix():
            return matrix.height(drawing), list(matrix.parts(drawing))
        case Shares():
            return shares.height(drawing), list(shares.parts(drawing))
        case Network():
            return network.height(drawing), list(network.parts(drawing))
