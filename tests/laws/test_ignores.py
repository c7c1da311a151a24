"""The short way to say "no pattern speaks of this path" is never wrong; pathspec is the judge."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from graphkit.discover.ignores import Patterns

WORDS = st.sampled_from(["a", "b", "ab", "a.md", "*.md", "?", "*", "**", "a*", "[ab]", "[!a]", "a[bc].md", ""])
PATTERNS = st.builds(
    lambda mark, lead, words, tail: f"{mark}{lead}{'/'.join(words)}{tail}",
    st.sampled_from(["", "", "!", "#", " "]),
    st.sampled_from(["", "/"]),
    st.lists(WORDS, min_size=1, max_size=3),
    st.sampled_from(["", "/", " ", "\\ "]),
)
PATHS = st.lists(st.sampled_from(["a", "b", "ab", "a.md", "b.md", "ab.md", "c"]), min_size=1, max_size=4).map("/".join)


@given(st.lists(PATTERNS, max_size=4), PATHS, st.sampled_from(["", "/"]))
@example(["*.py[cod]", "build/"], "agents/a.md", "")
@settings(max_examples=1500, deadline=None)
def test_what_is_ignored_is_what_pathspec_says(lines: list[str], path: str, tail: str) -> None:
    """With the short way or without it, the verdict is the same."""
    try:
        judged = GitIgnoreSpec.from_lines(lines).check_file(path + tail).include
    except ValueError:  # a pattern that is none
        return
    assert Patterns(lines).verdict(path + tail) == judged
