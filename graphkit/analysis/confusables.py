"""Confusable names: those that look alike though they are spelled with other characters."""

from __future__ import annotations

import unicodedata

from graphkit.model.names import canonical
from graphkit.support import invisible

_LOOKS = str.maketrans("авеѕіјкмнорԛстхуԝһԁɡӏοανιρτυχκєı", "abesijkmhopqctxywhdgloaviptuxkei")
"""Small letters of other alphabets that pass for Latin ones in most fonts; a part of Unicode's list of confusables."""


def skeleton(name: str) -> str:
    """Return a form that is equal for names that look alike: accents as one character with their letter, one alphabet.

    Source: Unicode Technical Standard 39, Unicode security mechanisms, section 4.
    """
    plain = unicodedata.normalize("NFKC", invisible.replaced(canonical(name), lambda _: "")).casefold()
    return plain.translate(_LOOKS)
