"""The rules whose findings tests of other things see, such as the snapshots of `check`.

A new rule has its examples, which are its tests; it need not be here. Put it here when a test of another file is to see it.
"""

from __future__ import annotations

_NUMBERS = {
    0: (1, 2, 3, 4, 5),
    1: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    2: (1, 2),
    3: (1, 2, 3, 4, 5),
    4: (1, 2, 3, 4, 5, 6),
    5: (1, 2, 3),
    6: (1, 2, 3, 4),
    7: (1, 2, 3, 4, 5, 6),
    9: (1, 2),
}
SETTLED = frozenset(f"GK{family}{number:02}" for family, numbers in _NUMBERS.items() for number in numbers)
