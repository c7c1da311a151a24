"""`graphkit completion`: the script that makes a shell complete commands, options and paths."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  graphkit completion bash >> ~/.bashrc
  graphkit completion fish > ~/.config/fish/completions/graphkit.fish""",
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of SHELL; load it at the start of the shell."""
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    from graphkit.cli.output import deliver

    maker = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}[shell]
    script = maker(ctx.find_root().command, {}, "graphkit", "_GRAPHKIT_COMPLETE").source()
    deliver(script.strip("\n") + "\n", None)
