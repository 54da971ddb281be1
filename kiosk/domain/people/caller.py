"""What a request at the door says about where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Caller:
    """``address``: of the network, never kept as it is. ``device``: as its owner recognises it.
    ``known``: staff code to mark, for whoever signed in on this device before. ``session``: hash
    of the session this request came with, which ends when another begins."""

    address: str
    device: str
    known: Mapping[str, str] = field(default_factory=dict)
    session: bytes | None = None
