"""The garbage collector is as it was afterwards."""

from __future__ import annotations

import gc

import pytest

from graphkit.support.gc import gc_paused


def test_it_rests_and_goes_on() -> None:
    """Also after an error."""
    assert gc.isenabled()
    with gc_paused():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), gc_paused():
        raise KeyError
    assert gc.isenabled()


def test_who_switched_it_off_finds_it_off() -> None:
    """It was the caller's wish."""
    gc.disable()
    try:
        with gc_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
