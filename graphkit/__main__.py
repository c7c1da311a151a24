"""`graphkit` and `python -m graphkit`: the command line, loaded and run."""

from __future__ import annotations

from graphkit.support.gc import gc_paused


def main() -> None:
    """Run the command line. Nothing that is loaded on the way is garbage: looking for some takes 3 ms."""
    with gc_paused():
        from graphkit.cli import main as command
    command()


if __name__ == "__main__":
    main()
