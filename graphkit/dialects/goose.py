"""Goose: recipes, which run other recipes; each is named by the path of its file."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field, Shape

_SUFFIXES = ("yaml", "yml", "json")
_PARENT = r"""(?m)^[ \t]*["']?sub_recipes["']?[ \t]*:"""
_ANY = r"""(?m)^[ \t]*["']?(?:instructions|prompt)["']?[ \t]*:"""

DIALECT = Dialect(
    name="goose",
    title="Goose recipes that have `sub_recipes`, and the recipes that those name",
    claims=(
        *(Claim(f"*.{suffix}", text=_PARENT, holds={"title": "", "sub_recipes": ""}) for suffix in _SUFFIXES),
        *(Claim(f"*.{suffix}", text=_ANY, holds={"title": ""}, followed=True) for suffix in _SUFFIXES),
    ),
    fields={"delegation": (Field("sub_recipes.*.path", shape=Shape.PATHS),)},
    attributes={"name": ("title",), "alias": (), "tools_allowed": ()},
    sources=("https://block.github.io/goose/docs/guides/recipes/subrecipes",),
    description="optional",
    started=True,
    example_path="recipes/stocktaking.yaml",
    example="""\
version: 1.0.0
title: Stocktaking
description: Counts what lies in the barn.
prompt: Count everything.
sub_recipes:
  - name: count_hay
    path: "{{ recipe_dir }}/sub/hay.yaml"
""",
)
