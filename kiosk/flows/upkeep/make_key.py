"""The operator's pair of keys: the private one into a file, the public one to be told."""

import os
from datetime import datetime
from pathlib import Path

from kiosk.domain.upkeep.backup import UnfitPlace
from kiosk.store.backup import ages


def make_key(file: Path, now: datetime) -> str:
    """The public key. The file is readable by its owner only, and as age-keygen writes it. Raises
    `UnfitPlace` where there is one: an older backup may need it."""
    pair = ages.new_pair()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as there:
        raise UnfitPlace("Berkas itu sudah ada. Pilih nama lain, agar kunci lama tetap.") from there
    except OSError as wrong:
        raise UnfitPlace("Berkas itu tidak dapat ditulis. Pilih folder lain.") from wrong
    with os.fdopen(handle, "w") as out:
        out.write(f"# created: {now:%Y-%m-%dT%H:%M:%SZ}\n# public key: {pair.public}\n")
        out.write(f"{pair.private}\n")
        out.flush()
        os.fsync(out.fileno())
    return pair.public


def read_keys(text: str) -> list[str]:
    """Private keys of such a file; raises `WrongKey`."""
    return ages.private_keys(text)
