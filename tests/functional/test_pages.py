"""The docs tell what the program does today: rules, commands, configuration, and every example in them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from graphkit import rules
from graphkit.cli import main
from graphkit.config.load import load
from graphkit.model.findings import Rule
from graphkit.reporters import rule_markdown, rule_text
from graphkit.reporters.style import Style
from graphkit.triage import validate
from tests.functional import pages

HAND_WRITTEN = [pages.DOCS / name for name in ("index.md", "guard.md", "contracts.md")]


def words(text: str) -> list[str]:
    """Return what is left of a page without markup."""
    plain = re.sub(r"^```\w*$", "", re.sub(r"\]\([^)]*\)", "]", text), flags=re.MULTILINE)
    return re.findall(r"\w+", plain)


def test_generated_pages_are_current() -> None:
    """Each rule, command and key has its page or section, and no page speaks of a rule that is gone."""
    assert pages.stale() == [], "docs/ is stale: run `make pages`"


@pytest.mark.parametrize("rule", rules.catalogue(), ids=lambda rule: rule.code)
def test_a_page_says_what_the_command_says(rule: Rule) -> None:
    """Word by word, in the same order."""
    assert words(rule_markdown.page(rule)) == words(rule_text.page(rule, Style()))


def test_every_command_and_option_has_a_place() -> None:
    """What click knows is in the reference."""
    page = pages.commands()
    for name, command in main.commands.items():
        section = page.partition(f"\n## graphkit {name}\n")[2].partition("\n## ")[0]
        for option in command.params:
            assert all(switch in section for switch in option.opts if switch.startswith("--")), option.name


@pytest.mark.parametrize("page", HAND_WRITTEN, ids=lambda page: page.name)
def test_toml_in_the_guides_is_a_valid_configuration(page: Path, tmp_path: Path) -> None:
    """Whoever copies an example must not get an error."""
    for number, block in enumerate(re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)):
        assert tomllib.loads(block)
        file = tmp_path / f"{number}.toml"
        file.write_text(block, encoding="utf-8")
        validate(load(file), rules.catalogue())


@pytest.mark.parametrize("page", HAND_WRITTEN, ids=lambda page: page.name)
def test_commands_and_options_in_the_guides_exist(page: Path) -> None:
    """Each `graphkit ...` names a command, each `--option` is known to one."""
    text = page.read_text(encoding="utf-8")
    used = set(re.findall(r"(?:^|`)graphkit ([a-z]+)", text, re.MULTILINE))
    assert used <= set(main.commands)
    assert set(re.findall(r"--[a-z][a-z-]+", text)) <= set(re.findall(r"--[a-z][a-z-]+", pages.commands()))


def test_every_page_has_its_place_in_the_menu() -> None:
    """A page that is not in `nav` of mkdocs.yml cannot be found on the site; pages of rules are in their index."""
    settings = (pages.ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = re.findall(r": ([\w/-]+\.md)$", settings, re.MULTILINE)
    there = {path.relative_to(pages.DOCS).as_posix() for path in pages.DOCS.rglob("*.md")}
    assert len(listed) == len(set(listed))
    assert {page for page in there if not page.startswith("rules/GK")} == set(listed)
