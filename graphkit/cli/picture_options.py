"""The picture options of `graphkit render`: what a picture shows and how it looks."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, get_args

import click

from graphkit.cli.options import Number
from graphkit.renderers import VIEWS, Collapse, Direction, EngineChoice, Grouping, RenderOptions, Theme, Way
from graphkit.support.errors import RenderError

_OPTIONS = (
    click.option("--view", type=click.Choice(tuple(VIEWS)), default="graph", show_default=True,
                 help="A drawing, or a table of all pairs and their relations (svg, png, pdf)."),
    click.option("--title", help="A title for the picture."),
    click.option("--theme", type=click.Choice(get_args(Theme)), default="light", show_default=True,
                 help="Colours of svg, png and dot; auto follows the reader of an svg."),
    click.option("--direction", type=click.Choice(get_args(Direction), case_sensitive=False),
                 help="BT has authority on top, RL on the left. Default: BT; above 30 agents the better shape."),
    click.option("--relations", metavar="NAMES", help="Draw only these, such as escalation,workflow."),
    click.option("--callers/--no-callers", default=None,
                 help="Draw commands, skills and other callers. Default: where no relation links the agents."),
    click.option("--cluster", type=click.Choice(get_args(Grouping)), help="A frame around each group or folder."),
    click.option("--collapse", type=click.Choice(get_args(Collapse)),
                 help="One box for each group, folder or level; lines with their number between them."),
    click.option("--focus", multiple=True, metavar="AGENT", help="Draw only what is near this agent; repeatable."),
    click.option("--depth", type=click.IntRange(0), default=1, show_default=True, help="How many steps from it."),
    click.option("--focus-direction", "way", type=click.Choice(get_args(Way)), default="both", show_default=True,
                 help="Steps along the arrows (out), against them (in), or both."),
    click.option("--only", type=click.Choice(("findings",)), help="Only what findings name, each kind marked."),
    click.option("--marks", is_flag=True, help="Mark what findings name in the whole picture."),
    click.option("--whole", is_flag=True, help="Everything in one picture, even above 300 agents."),
    click.option("--scale", type=Number(0.1, 10), default=1.0, show_default=True, help="Size of a png."),
    click.option("--time-limit", type=Number(1, 86400), default=60.0, show_default=True, metavar="SECONDS",
                 help="When to give up drawing."),
    click.option("--link-prefix", metavar="URL",
                 help="Link boxes to their definitions: URL, then path#Lline; or a template with {path} and {line}."),
    click.option("--engine", type=click.Choice(get_args(EngineChoice)), default="auto", show_default=True,
                 help="The layout engine: the port of Graphviz that comes with graphkit, Graphviz as installed, or "
                 "(auto) the first of them that works."),
)  # fmt: skip


def drawable(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a picture; it receives them as `picture`."""

    @functools.wraps(command)
    def drawing(*args: Any, **given: Any) -> Any:
        names = given.pop("relations")
        picture = RenderOptions(
            relations=None if names is None else _names(names),
            only_findings=given.pop("only") == "findings",
            **{name: given.pop(name) for name in _PLAIN},
        )
        return command(*args, picture=picture, **given)

    for option in reversed(_OPTIONS):
        drawing = option(drawing)
    return drawing


_PLAIN = (
    "view", "title", "theme", "direction", "cluster", "collapse", "marks", "focus", "depth", "way",
    "whole", "scale", "time_limit", "link_prefix", "engine", "callers",
)  # fmt: skip


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise RenderError("--relations names no relation. Write them like this: --relations escalation,workflow")
    return names
