"""Compare the files that rows name with those on the disk, every night. Deletes nothing: what no
row names and is ours the hourly sweep removes by its own rule, what is not ours a person decides.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from kiosk.config import Config
from kiosk.domain.refusal import Damaged
from kiosk.domain.upkeep import wordings
from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.store.comparing import named_files
from kiosk.store.complaint import files
from kiosk.store.engine import reading, transaction
from kiosk.store.index import document_files
from kiosk.store.shelves.at import shelf_at
from kiosk.store.shelves.folder import Folder
from kiosk.store.shelves.shelf import Lying, Shelf
from kiosk.store.upkeep import checks, kept_files

log = logging.getLogger("kiosk.jobs")
YOUNG = timedelta(hours=1)
"""A file is on the disk before its row: what is younger may belong to a running request."""
A_NIGHT = 4 * 1024**3
"""Bytes whose hashes one night works out; of more, a part each night, all of them in turn."""
DRAFTS = "imports"


@dataclass
class Compared:
    named: int = 0
    hashed: int = 0
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)


def check_files(settings: Config, now: datetime) -> Checked:
    """Names go to the log of the machine, never into what is told. Raises `StoreAway`: nobody can
    say then what is missing."""
    found = Compared()
    for part in _parts(settings):
        _compare(part, now, _nights(part), found)
    for what, names in (("missing", found.missing), ("changed", found.changed)):
        if names:
            log.error("%s files: %s", what, names[:20])
    if found.orphans:
        log.error("files that nothing names: %r", found.orphans[:20])
    counts = (len(found.missing), len(found.changed), len(found.orphans))
    told = wordings.of_files(*counts, found.named, found.hashed)
    one = Checked(CheckKind.FILES, now, not any(counts), told)
    # Nothing is written into a damaged database, and the files are looked at all the same.
    with suppress(Damaged), transaction():
        checks.add(one)
    return one


@dataclass(frozen=True)
class _Part:
    """``there``: those listed before the rows were read, by the name rows have for them;
    ``name_of``: from that name to the shelf's; ``read``: name to SHA-256 as the rows have it, in
    the caller's look."""

    shelf: Shelf
    there: dict[str, Lying]
    read: Callable[[], Mapping[str, str]]
    name_of: Callable[[str], str] = str

    def has(self, name: str) -> bool:
        return self.shelf.exists(self.name_of(name))

    def digest(self, name: str) -> str | None:
        return kept_files.digest(self.shelf, self.name_of(name))


def _parts(settings: Config) -> Iterator[_Part]:
    """Small enough for a short look each."""
    uploads, instance = shelf_at(settings.uploads), settings.instance_dir
    for first in kept_files.DIGITS:
        there = kept_files.attachments(uploads, first)
        yield _Part(uploads, there, partial(named_files.of_uploads, first), files.name_of)
    yield _Part(uploads, kept_files.beside(uploads), dict)
    documents, drafts = Folder(document_files.folder(instance)), Folder(instance / DRAFTS)
    yield _Part(documents, kept_files.beside(documents), named_files.of_documents)
    yield _Part(drafts, kept_files.beside(drafts), named_files.of_drafts)


def _nights(part: _Part) -> int:
    """Over how many nights this part's hashes are spread: attachments come in sixteen parts."""
    return 1 + sum(one.size for one in part.there.values()) // (A_NIGHT // 16)


def _compare(part: _Part, now: datetime, nights: int, found: Compared) -> None:
    with reading():
        named = part.read()
    found.named += len(named)
    tonight = now.toordinal() % nights
    gone, odd = [], []
    for number, (name, sha256) in enumerate(sorted(named.items())):
        if name not in part.there and not part.has(name):
            gone.append(name)
        elif number % nights == tonight:
            found.hashed += 1
            if part.digest(name) != sha256:
                odd.append(name)
    there = {name for name in odd if part.has(name)}
    found.changed += [name for name in odd if name in there]
    found.missing += _still_named(part, [*gone, *(name for name in odd if name not in there)])
    limit = (now - YOUNG).timestamp()
    unknown = part.there.keys() - named.keys()
    found.orphans += sorted(name for name in unknown if part.there[name].changed_at < limit)


def _still_named(part: _Part, gone: list[str]) -> list[str]:
    """A row may be erased meanwhile, and its file with it."""
    if not gone:
        return []
    with reading():
        named = part.read()
    return [name for name in gone if name in named]
