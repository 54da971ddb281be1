"""Open a backup with the offline key and count all of it, changing nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.flows import backing, putting_back
from kiosk.flows.backing import Hands
from kiosk.store.backup import archive, contents


@dataclass(frozen=True)
class VerifiedBackup:
    """``odd``: attachments whose content is not what their name says."""

    made_at: datetime
    engine: str
    schema: str
    rows: int
    files: int
    chains: int
    odd: int


def verify_backup(source: Path, keys: Sequence[str], beside: Path, hands: Hands) -> VerifiedBackup:
    """``beside``: the folder in which it is unpacked for as long as this takes. Raises `WrongKey`,
    `DamagedBackup`."""
    beside.mkdir(mode=0o700, parents=True, exist_ok=True)
    with backing.scratch(beside) as folder:
        inside = archive.read(source, list(keys), folder, contents.is_needed_to_count)
        expected = putting_back.expected_of(inside)
        chains = backing.examined(inside, folder, hands, expected)
    files, odd = putting_back.counted(inside)
    header = inside.header
    return VerifiedBackup(
        datetime.fromisoformat(header["made_at"]), header["engine"], header["schema"],
        sum(expected.values()), files, chains, odd,
    )  # fmt: skip
