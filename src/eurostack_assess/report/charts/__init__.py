"""Figures as SVG: pure functions from numbers to a drawing that says the same when it is saved alone.

One module a kind of drawing, each with its height and its parts.
"""

from eurostack_assess.report.charts import intervals
from eurostack_assess.report.charts.svg import frame
from eurostack_assess.report.document import Figure


def draw(figure: Figure, id_: str) -> str:
    """The figure as SVG; `id_` makes the ids in it unique in a page.

    Longer labels are cut: the description and the table have them whole.
    """
    drawing = figure.drawing
    return frame(id_, figure.title, figure.description, intervals.height(drawing), intervals.parts(drawing))
