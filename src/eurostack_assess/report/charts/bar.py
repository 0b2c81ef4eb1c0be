"""Draws a score in its range, small enough for a cell of a table; the numbers are next to it."""

from eurostack_assess.report.document import Bar

WIDTH, HEIGHT = 200, 16
"""In units of the drawing, two a point of the scale."""


def draw_bar(draw_bar: Bar) -> str:
    """The scale, the interval over it, the thresholds through both, the score on top."""
    middle = HEIGHT / 2
    shapes = [f'<path d="M0 {middle:g}H{WIDTH}" stroke="currentColor" stroke-opacity=".45" stroke-dasharray="2 4"/>']
    if draw_bar.score is not None or draw_bar.low < draw_bar.high:
        low, width = draw_bar.low * 2, (draw_bar.high - draw_bar.low) * 2
        shapes.append(f'<rect x="{low:.2f}" y="4" width="{width:.2f}" height="8" fill="#0072B2"/>')
    shapes += [
        f'<path d="M{threshold * 2:.2f} 0V{HEIGHT}" stroke="currentColor"/>' for threshold in draw_bar.thresholds
    ]
    if draw_bar.score is not None:
        dot = f'cx="{draw_bar.score * 2:.2f}" cy="{middle:g}" r="5"'
        shapes.append(f'<circle {dot} fill="#ffffff" stroke="#000000" stroke-width="2"/>')
    box = f'viewBox="-6 0 {WIDTH + 12} {HEIGHT}" width="{WIDTH + 12}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} aria-hidden="true" focusable="false">{"".join(shapes)}</svg>'
