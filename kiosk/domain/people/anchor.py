"""A signed copy of every chain's head, kept outside the database: it shows a cut tail."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.chain import Head
from kiosk.domain.refusal import Refusal


class UnreadableAnchor(Refusal):
    """The file is no signed copy of heads, or its signature does not hold."""


@dataclass(frozen=True)
class Anchor:
    """Heads by chain name as they stood at an instant."""

    at: datetime
    heads: Mapping[str, Head]

    @property
    def message(self) -> bytes:
        """What is signed: one canonical text."""
        chains = {name: [one.length, one.hash.hex()] for name, one in self.heads.items()}
        text = {"at": self.at.isoformat(), "chains": chains}
        return json.dumps(text, sort_keys=True, separators=(",", ":")).encode()


def written(anchor: Anchor, signature: bytes, public_key: bytes) -> str:
    """The file: the signed text, its signature and the public key, for any reader."""
    body: dict[str, Any] = json.loads(anchor.message)
    document = {"public_key": public_key.hex(), "signature": signature.hex(), **body}
    return json.dumps(document, indent=1, sort_keys=True) + "\n"


def read(text: str) -> tuple[Anchor, bytes]:
    """An anchor and its signature, not yet checked; raises `UnreadableAnchor`."""
    try:
        document = json.loads(text)
        heads = {
            name: Head(int(length), bytes.fromhex(digest))
            for name, (length, digest) in document["chains"].items()
        }
        at = datetime.fromisoformat(document["at"])
        return Anchor(at, heads), bytes.fromhex(document["signature"])
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise UnreadableAnchor("Berkas kepala rantai tidak terbaca.") from wrong
