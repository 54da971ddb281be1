"""Backups for tests: an offline key, an installation that knows its public half, and another
machine."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.store.backup.ages import Pair, new_pair
from tests.services.databases import config_for

if TYPE_CHECKING:
    from kiosk.config import Config

KEY = new_pair()
"""Of an operator; its private half is never in an installation's folder."""


def key_file(folder: Path, pair: Pair = KEY) -> Path:
    path = folder / "kunci-pribadi"
    path.write_text(f"# public key: {pair.public}\n{pair.private}\n")
    return path


def backed_up(config: Config) -> Config:
    """The same installation with a recipient."""
    return dataclasses.replace(config, backup_recipient=KEY.public)


def other_machine(database_url: str, folder: Path) -> Config:
    """Nothing is there yet."""
    folder.mkdir(exist_ok=True)
    config = config_for(database_url or f"sqlite:///{folder / 'instance' / 'lain.db'}", folder)
    return dataclasses.replace(
        config, instance_dir=folder / "instance", upload_dir=folder / "unggahan",
        backup_dir=folder / "instance" / "backups", secret_key="",
    )  # fmt: skip


def files_in_clear(folder: Path) -> list[str]:
    """Whatever a failed restore or check left: scratch folders, parts."""
    return sorted(
        one.name
        for one in folder.rglob("*")
        if one.name.startswith((".cadangan-", ".pemulihan-", ".latihan-")) or one.suffix == ".part"
    )
