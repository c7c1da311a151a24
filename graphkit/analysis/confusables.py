"""Names that look alike, and characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata

from graphkit.model.names import canonical

_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_LOOKS = str.maketrans("авеѕіјкмнорԛстхуԝһԁɡӏοανιρτυχκєı", "abesijkmhopqctxywhdgloaviptuxkei")
"""Small letters of other alphabets that pass for Latin ones in most fonts; a part of Unicode's list of confusables."""


def has_invisible(name: str) -> bool:
    """Tell whether a name holds characters that take no place on a screen, or turn its direction."""
    return bool(_INVISIBLE.search(name))


def skeleton(name: str) -> str:
    """Return a form that is equal for names that look alike: no accents told apart by code, one alphabet.

    Source: Unicode Technical Standard 39, Unicode security mechanisms, section 4.
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", canonical(name))).casefold()
    return plain.translate(_LOOKS)
