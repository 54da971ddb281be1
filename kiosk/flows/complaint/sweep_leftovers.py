"""What complaints leave behind and nobody needs: files no row names, marks of networks, drafts."""

from datetime import datetime, timedelta
from pathlib import Path

from kiosk.bucket import Uploads
from kiosk.domain.complaint import flood
from kiosk.flows import wiping
from kiosk.store.complaint import drafts, intake
from kiosk.store.engine import transaction

DRAFT_KEPT = timedelta(days=30)


def sweep_files(uploads: Uploads, now: datetime) -> str:
    return f"{wiping.wipe(uploads, now)} berkas tanpa laporan dihapus"


def forget_networks(instance: Path, now: datetime) -> str:
    """A day's key first: without it the counts that are left say nothing."""
    keys = intake.forget(instance, now.date())
    with transaction():
        counts = intake.sweep(now, flood.WINDOW, flood.KEPT)
    return f"{keys} kunci hari dan {counts} hitungan jaringan dihapus"


def drop_drafts(now: datetime) -> str:
    with transaction():
        gone = drafts.drop_older(now - DRAFT_KEPT)
    return f"{gone} draf lama dihapus"
