"""VS Code in the browser, from npm alone: installed once into a cache, started on a free port with a fresh profile."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VERSION = "4.100.3"
NATIVE = ("node-pty", "@vscode/spdlog", "native-watchdog", "@parcel/watcher", "@vscode/deviceid")
"""Modules of VS Code that are compiled here: their own installation would download a build."""

NO_PASSWORDS = (
    "module.exports = {hash: async () => '', verify: async () => true, argon2d: 0, argon2i: 1, argon2id: 2};\n"
)
"""In place of a module that hashes passwords, and would be downloaded: there is no password, and no other machine."""

SETTINGS = {
    "extensions.autoCheckUpdates": False,
    "security.workspace.trust.enabled": False,
    "telemetry.telemetryLevel": "off",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
}
PATIENCE = 60


def install(cache: Path) -> Path:
    """Return the entry of the server, installed into the cache unless it is there. Exits with the reason."""
    home = cache / f"code-server-{VERSION}"
    entry = home / "node_modules/code-server/out/node/entry.js"
    if (home / "complete").exists():
        return entry
    node = Path(_output("node", "-p", "process.execPath")).resolve().parent.parent
    if not (node / "include/node/common.gypi").exists():
        sys.exit(f"VS Code is compiled in part, and needs the headers of node in {node}/include/node (libnode-dev).")
    home.mkdir(parents=True, exist_ok=True)
    flags = ("--no-audit", "--no-fund", "--ignore-scripts", "--silent")
    _run(home, "npm", "install", *flags, f"code-server@{VERSION}")
    (home / "node_modules/argon2/argon2.js").write_text(NO_PASSWORDS, encoding="utf-8")
    inner = home / "node_modules/code-server/lib/vscode"
    _run(inner, "npm", "install", *flags, "--omit=dev")
    environment = {**os.environ, "npm_config_nodedir": str(node)}
    for module in NATIVE:
        made = subprocess.run(
            ["npx", "--yes", "node-gyp", "rebuild"],
            cwd=inner / "node_modules" / module,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        if made.returncode:
            sys.stderr.write(f"not compiled: {module}\n{made.stderr.decode(errors='replace')[-500:]}\n")
    (home / "complete").touch()
    return entry


def package(extension: Path) -> Path:
    """Return the extension as a .vsix, built by its own scripts."""
    _run(extension, "npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")
    _run(extension, "npm", "run", "--silent", "package")
    return extension / "graphkit.vsix"


@contextmanager
def serving(
    entry: Path, profile: Path, workspace: Path, extension: Path, settings: Mapping[str, object]
) -> Iterator[str]:
    """Serve a folder with an extension while the `with` block runs, and return its address."""
    user = profile / "User"
    user.mkdir(parents=True)
    (user / "settings.json").write_text(json.dumps({**SETTINGS, **settings}), encoding="utf-8")
    base = ["node", str(entry), "--user-data-dir", str(profile), "--extensions-dir", str(profile / "extensions")]
    _run(workspace, *base, "--install-extension", str(extension))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = ["--disable-telemetry", "--disable-update-check"]
    with (profile / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*base, *quiet, "--auth", "none", "--bind-addr", f"127.0.0.1:{port}", str(workspace)],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", profile / "server.log")
        yield f"http://127.0.0.1:{port}/?folder={workspace}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _wait(address: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"VS Code does not start:\n{log.read_text(encoding='utf-8')}")


def _output(*command: str) -> str:
    if not shutil.which(command[0]):
        sys.exit(f"{command[0]} is not installed")
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _run(folder: Path, *command: str) -> None:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(command[:3])} failed in {folder}:\n{result.stdout}{result.stderr}")
