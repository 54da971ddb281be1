"""Which files belong into a backup, and under which names."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.bucket import Bucket, Uploads
from kiosk.store.backup.archive import Entry, Packable, Shelved
from kiosk.store.backup.unfinished import NAME as UNFINISHED
from kiosk.store.comparing.watermark import NAME as WATERMARK
from kiosk.store.complaint.intake import FOLDER as DAY_KEYS
from kiosk.store.damage import NAME as DAMAGED
from kiosk.store.shelves.at import shelf_at
from kiosk.store.shelves.shelf import TEMPORARY
from kiosk.store.upkeep.ballast import NAME as BALLAST

INSTANCE, UPLOADS = "instance", "uploads"
BUILT = "static"
ASIDE = "lama-"
CHECKED = ".diperiksa"
OF_THE_OLD = (DAMAGED, WATERMARK, CHECKED)
"""What was found out about one database, and would be wrong of another in its place."""
LEFT_OUT = (BUILT, DAY_KEYS, BALLAST, UNFINISHED, *OF_THE_OLD)
"""Built anew; forgotten daily, lest a backup say whose network a count belonged to (F44); laid
anew; and of this machine's own database. All else goes in: a file that nobody thought of is rather
kept than lost."""
_OF_THE_DATABASE = ("", "-wal", "-shm", "-journal")


def entries(instance: Path, uploads: Uploads, besides: Sequence[Path]) -> Iterator[Packable]:
    """Of both places; ``besides``: not these, nor a database's files next to them."""
    folder = uploads if isinstance(uploads, Path) else None
    gone = {Path(f"{one.resolve()}{end}") for one in besides for end in _OF_THE_DATABASE}
    for one in sorted(instance.iterdir()):
        if is_kept(one.name) and one.resolve() not in {*gone, folder and folder.resolve()}:
            yield from _below(one, INSTANCE, instance, gone)
    if isinstance(uploads, Bucket):
        yield from _fetched(uploads)
    elif uploads.is_dir():
        yield from _below(uploads, UPLOADS, uploads, gone)


def _fetched(bucket: Bucket) -> Iterator[Packable]:
    """Of a store that keeps copies of its own, nothing."""
    shelf = shelf_at(bucket)
    for one in shelf.lying("") if bucket.backed_up else ():
        yield Shelved(f"{UPLOADS}/{one.name}", shelf, one.name)


def is_kept(name: str) -> bool:
    """Of what lies directly in the instance folder. Hidden ones are folders to work in."""
    return name not in LEFT_OUT and not name.startswith((".", ASIDE))


def is_needed_to_count(name: str) -> bool:
    """Of an archive: attachments need only be hashed."""
    return not name.startswith(f"{UPLOADS}/")


def _below(path: Path, where: str, root: Path, gone: set[Path]) -> Iterator[Entry]:
    """Plain files; a link leads elsewhere and is nobody's data."""
    if path.is_symlink() or path.resolve() in gone:
        return
    if path.is_file():
        yield Entry(f"{where}/{path.relative_to(root)}", path)
        return
    for folder, names, files in os.walk(path):
        names[:] = sorted(one for one in names if (Path(folder) / one).resolve() not in gone)
        for one in sorted(files):
            found = Path(folder) / one
            if _is_plain(found) and found.resolve() not in gone:
                yield Entry(f"{where}/{found.relative_to(root)}", found)


def _is_plain(path: Path) -> bool:
    unfinished = path.name.startswith((TEMPORARY, ".kunci"))
    return path.is_file() and not path.is_symlink() and not unfinished
