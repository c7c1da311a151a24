"""One look for all plots, and the way to a file: the same bytes on every run of one matplotlib."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from graphkit.renderers.style import MUTED, PAPER, PENS, TEXT
from graphkit.support import escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

DPI = 120
OTHER = MUTED
LABEL = 40
"""Characters of a name on an axis."""


def figure(width: float, height: float) -> Figure:
    """Return an empty figure of a size in inches; without pyplot, so that no global state is touched."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), dpi=DPI, facecolor=PAPER, layout="constrained")


def nothing(title: str, why: str) -> Figure:
    """Return a small figure that says why there is nothing to draw."""
    empty = figure(6, 1.6)
    axes = empty.add_subplot()
    style(axes, title)
    axes.text(0, 0.5, why, color=MUTED, transform=axes.transAxes)
    axes.set_axis_off()
    return empty


def style(axes: Axes, title: str) -> None:
    """Give axes a title on the left and no frame but the two lines that carry numbers."""
    axes.set_title(title, loc="left", fontsize=12, color=TEXT, pad=10)
    axes.tick_params(colors=TEXT, labelsize=9)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(MUTED)


def whole(axis: Axis) -> None:
    """Let an axis show whole numbers only."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True, nbins=8))


def colour(relation: str) -> str:
    """Return the colour of a relation, the one that pictures use."""
    return PENS[relation].colour if relation in PENS else OTHER


def label(text: str) -> str:
    """Return a name for an axis; `$` would begin mathematics."""
    return escape.plot(text, LABEL)


def png(figure: Figure) -> bytes:
    """Return the figure as PNG, without the date and version that would change its bytes."""
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
