"""A new name is written as the old one is spelled in each place."""

from __future__ import annotations

import pytest

from graphkit.fixes.spelling import Speller


def respelled(text: str, old: str = "oak-keeper", new: str = "elm-warden") -> str:
    """Return a text in which every spelling of the old name is replaced."""
    for one in reversed(list(Speller((old,), new).in_text(text))):
        text = text[: one.start] + one.text + text[one.end :]
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("oak-keeper", "elm-warden"),
        ("oak_keeper", "elm_warden"),
        ("Oak Keeper", "Elm Warden"),
        ("Oak keeper", "Elm warden"),
        ("OAK_KEEPER", "ELM_WARDEN"),
        ("@oak-keeper (on call)", "@elm-warden (on call)"),
        ("`grove:oak-keeper`", "`grove:elm-warden`"),
        ("receives_reports_from_oak_keeper", "receives_reports_from_elm_warden"),
        ("soak-keeper oak-keepers oakkeeper", "soak-keeper oak-keepers oakkeeper"),
        ("oak-keeper, oak_keeper", "elm-warden, elm_warden"),
    ],
)
def test_the_spelling_stays(before: str, after: str) -> None:
    """Joints and capitals are those of the place; only whole words are the name."""
    assert respelled(before) == after


def test_a_single_word_takes_the_joint_of_its_phrase() -> None:
    """`oak` has no joint of its own: in a phrase it takes that of the phrase, elsewhere the new name is as given."""
    assert respelled("to_oak_with_care", "oak", "elm-warden") == "to_elm_warden_with_care"
    assert respelled("oak", "oak", "elm-warden") == "elm-warden"
    assert respelled("Oak", "oak", "elm-warden") == "Elm-Warden"


def test_a_display_name_is_kept_where_it_is_written_so() -> None:
    """A name with capitals and blanks becomes a slug where the place has a slug."""
    assert respelled("RPI Agent", "RPI Agent", "Pipeline Lead") == "Pipeline Lead"
    assert respelled("rpi-agent", "RPI Agent", "Pipeline Lead") == "pipeline-lead"


def test_prose_means_an_agent_only_where_it_is_marked() -> None:
    """A plain word is no mention; in code, after `@` or before "agent" it is."""
    speller = Speller(("test",), "probe")
    text = "Run a test. Ask `test`, @test or the test agent."
    assert [text[one.start - 1 : one.end + 1] for one in speller.marked(text)] == ["`test`", "@test ", " test "]
