"""Options by which a command chooses agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graphkit.selection import Choice

select = click.option(
    "--select",
    "wanted",
    metavar="EXPR",
    help="Only these agents: +dev, level:staff, tool:Bash, ... (docs/selectors.md)",
)
exclude = click.option("--exclude", "unwanted", metavar="EXPR", help="Leave these agents out.")
only = click.option(
    "--only",
    "wanted",
    metavar="EXPR",
    help="Only findings that touch these agents: changed:main, +dev, level:staff, ...",
)


def choice(wanted: str | None, unwanted: str | None = None, *, cut: bool = True) -> Choice:
    """Return what was asked for; git is asked only by a `changed:`."""
    from graphkit import past
    from graphkit.selection import Choice

    return Choice(wanted, unwanted, past.changed, cut)
