"""The shelf of an address."""

import os
from functools import lru_cache
from pathlib import Path

from kiosk.bucket import Bucket, Uploads
from kiosk.store.shelves.folder import Folder
from kiosk.store.shelves.shelf import Shelf


def shelf_at(where: Uploads) -> Shelf:
    return Folder(where) if isinstance(where, Path) else _bucket(where, os.getpid())


@lru_cache(maxsize=4)
def _bucket(where: Bucket, _process: int) -> Shelf:
    """One a process: a forked one must not speak on its parent's connections. The library is
    loaded only where a bucket is set."""
    from kiosk.store.shelves.s3 import BucketShelf

    return BucketShelf(where)
