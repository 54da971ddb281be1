"""Proof of what an office says of itself: a photo or PDF beside an item, a phase, a finding."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.complaint.attachment import FileKind
from kiosk.domain.refusal import Refusal

MOST = 20
"""Files of one thing."""


class Subject(StrEnum):
    """What a proof belongs to; the value stands in addresses."""

    LKE = "lke"
    """key: "2026:V.p.iii.a"."""
    PERFORMANCE = "kinerja"
    """key: the year."""
    OFFICIAL = "survei"
    """key: "2026:ipak"."""
    PHASE = "tahap"
    """key: "2026:pencanangan"."""
    ACTION = "aksi"
    """key: id of the action."""
    COMPONENT = "komponen"
    """key: "2026:standar"."""
    FINDING = "temuan"
    GRATIFICATION = "gratifikasi"
    CONFLICT = "benturan"
    PEKPPP = "pekppp"
    """key: "2026:26"."""


class UnfitProof(Refusal):
    """Nothing was chosen, too many are there, or no reason was given."""


@dataclass(frozen=True)
class Proof:
    """One file that is there. ``digest``: SHA-256 of its content, hexadecimal. ``public``:
    everybody may see it (pictures only). ``actor_id``: who added it."""

    id: int
    unit_id: int
    subject: Subject
    key: str
    at: datetime
    actor_id: int
    kind: FileKind
    name: str
    caption: str
    size: int
    digest: str
    thumbnail: str | None
    state: str
    public: bool
