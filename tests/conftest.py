"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# How long one example took says what else the machine had to do; what must be quick has a test of its own.
settings.register_profile("graphkit", parent=settings(), deadline=None)
settings.load_profile("graphkit")
