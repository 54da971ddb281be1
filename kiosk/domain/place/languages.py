"""Which languages an office offers its citizens: the value of the setting ``bahasa``.

Codes separated by spaces, Indonesian among them. One whose text no speaker has checked is written
with a mark, ``jv!``: so nobody switches it on without knowing.
"""

import re
from collections.abc import Iterable

SOURCE = "id"
"""What the program's own sentences are written in; every other language falls back to it."""
DEFAULT = "id en"
KNOWINGLY = "!"
MOST = 12
LONGEST = 8
"""Of a code; answers and tickets keep it in a column so wide."""
_CODE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,5})?")


def is_code(text: str) -> bool:
    """Short and plain: it stands in addresses, in ``lang`` and in folder names. Need not be one
    that CLDR knows (``min``, ``ban``, ``bug``)."""
    return len(text) <= LONGEST and _CODE.fullmatch(text) is not None


def is_list(value: str) -> bool:
    """Whether ``value`` can be the setting; which codes there are, only the catalogues know."""
    found = codes(value)
    return (
        value == " ".join(value.split())
        and len(found) == len(set(found)) <= MOST
        and SOURCE in found
        and all(is_code(one) for one in found)
    )


def codes(value: str) -> tuple[str, ...]:
    """Without their marks, in the order written."""
    return tuple(one.removesuffix(KNOWINGLY) for one in value.split())


def knowingly(value: str) -> frozenset[str]:
    """Those that carry the mark."""
    return frozenset(
        one.removesuffix(KNOWINGLY) for one in value.split() if one.endswith(KNOWINGLY)
    )


def chosen(wanted: str | None, offered: Iterable[str]) -> str:
    """The wanted language where it is offered, else Indonesian."""
    return wanted if wanted is not None and wanted in offered else SOURCE
