"""The steps in Neovim, with the configuration of the page."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.editors import grove, page

PATIENCE, BRIEFLY = 60.0, 4.0
"""Seconds until a step fails, and until one fails that must."""


class Neovim:
    """A Neovim without a terminal, which is sent keys and asked what it shows."""

    def __init__(self, program: str, socket: str, patience: float) -> None:
        self._program, self._socket, self.patience = program, socket, patience

    def _remote(self, kind: str, text: str) -> str:
        command = [self._program, "--headless", "--server", self._socket, kind, text]
        answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
        return answer.stdout or answer.stderr  # 0.7 answers on stderr

    def keys(self, keys: str) -> None:
        """Press keys, as `:help key-notation` writes them."""
        self._remote("--remote-send", keys)

    def lua(self, expression: str) -> Any:
        """Return the value of an expression."""
        answer = self._remote("--remote-expr", f"luaeval('vim.json.encode({expression})')")
        try:
            return json.loads(answer)
        except ValueError:
            return answer

    def until(self, expression: str, expected: object) -> None:
        """Wait until an expression has a value."""
        end, value = time.monotonic() + self.patience, None
        while value is None or time.monotonic() < end:
            value = self.lua(expression)
            if value == expected:
                return
            time.sleep(0.05)
        raise AssertionError(f"{expression} is {value}, not {expected}")

    def open(self, path: str, line: int, byte: int) -> None:
        """Open a file, and put the cursor at a place: line from 1, byte from 0."""
        self.keys(f"<Esc>:edit {path}<CR>:call cursor({line}, {byte + 1})<CR>")
        self.until("vim.fn.expand([[%:t]])", Path(path).name)
        self.until("#vim.lsp.buf_get_clients(0) > 0 and vim.lsp.buf_get_clients(0)[1].initialized", True)


@contextmanager
def neovim(folder: Path, broken: str = "") -> Iterator[Neovim]:
    """Run Neovim over the team while the `with` block runs."""
    program = page.program("nvim")
    team = grove.write(folder / "grove")
    config = folder / "init.lua"
    config.write_text(page.block("lua"), encoding="utf-8")
    socket = str(folder / "nvim.sock")
    process = subprocess.Popen(
        [program, "--headless", "--listen", socket, "-u", str(config), "-n"],
        cwd=team,
        env=page.environment(folder / "home", broken),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        editor = Neovim(program, socket, PATIENCE)
        editor.until("1", 1)
        editor.patience = BRIEFLY if broken else PATIENCE
        yield editor
    finally:
        process.kill()
        process.wait()


def diagnostics(editor: Neovim, folder: Path) -> None:
    """See the misspelt target at its place, in bytes."""
    editor.open("agents/elm.md", 5, 0)
    shown = "vim.tbl_map(function(d) return { d.lnum, d.col, d.end_col, d.code } end, vim.diagnostic.get(0))"
    editor.until(shown, [[4, 16, 21, "GK101 missing-target"]])


def definition(editor: Neovim, folder: Path) -> None:
    """Jump from a name behind an emoji."""
    editor.open("agents/ash.md", 6, 34)
    editor.keys(":lua vim.lsp.buf.definition()<CR>")
    editor.until("{ vim.fn.expand([[%:t]]), vim.fn.line([[.]]), vim.fn.col([[.]]) }", ["elm.md", 2, 7])


def completion(editor: Neovim, folder: Path) -> None:
    """See agents offered inside a relation."""
    editor.open("agents/ash.md", 5, 16)
    editor.keys("i<C-x><C-o>")
    words = "vim.tbl_map(function(item) return item.word end, vim.fn.complete_info().items)"
    editor.until(words, ["elm", "maple", "\U0001f332fir"])


def repair(editor: Neovim, folder: Path) -> None:
    """Take the repair of a finding."""
    editor.open("agents/elm.md", 5, 17)
    editor.until("#vim.diagnostic.get(0)", 1)
    chosen = "vim.ui.select = function(items, _, choose) choose(items[1]) end"
    editor.keys(f":lua {chosen}<CR>:lua vim.lsp.buf.code_action()<CR>")
    editor.until("vim.fn.getline(5)", "escalation_to: [maple]")
    editor.keys(":wall<CR>")
    editor.until("vim.bo.modified", False)
    assert grove.texts(folder / "grove") == {**grove.TEAM, "agents/elm.md": grove.REPAIRED}


def rename(editor: Neovim, folder: Path) -> None:
    """Rename an agent in all files, its own file included."""
    editor.open("agents/ash.md", 6, 34)
    editor.keys(':lua vim.lsp.buf.rename("yew")<CR>')
    editor.until("vim.fn.getline(6)", 'parallel_compatible: ["\U0001f332fir", yew]')
    editor.keys(":wall<CR>")
    editor.until("vim.bo.modified", False)
    assert grove.texts(folder / "grove") == grove.RENAMED


STEPS = {step.__name__: step for step in (diagnostics, definition, completion, repair, rename)}


@pytest.mark.parametrize("step", grove.STEPS)
def test_step(step: str, tmp_path: Path) -> None:
    """Each step passes."""
    with neovim(tmp_path) as editor:
        STEPS[step](editor, tmp_path)


@pytest.mark.parametrize("step", grove.STEPS)
def test_step_needs_the_server(step: str, tmp_path: Path) -> None:
    """Each step fails where the server does not do its part."""
    with neovim(tmp_path, grove.STEPS[step]) as editor, pytest.raises(AssertionError, match=r" is .*, not "):
        STEPS[step](editor, tmp_path)
