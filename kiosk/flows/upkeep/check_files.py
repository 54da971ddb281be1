"""Compare the files that rows name with those on the disk, every night. Deletes nothing: what no
row names and is ours the hourly sweep removes by its own rule, what is not ours a person decides.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kiosk.config import Config
from kiosk.domain.refusal import Damaged
from kiosk.domain.upkeep import wordings
from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.store.comparing import named_files
from kiosk.store.engine import reading, transaction
from kiosk.store.index import document_files
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
    """Names go to the log of the machine, never into what is told."""
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
    """``where`` a file of a name lies; ``there``: those listed before the rows were read;
    ``read``: name to SHA-256 as the rows have it, in the caller's look."""

    where: Callable[[str], Path]
    there: dict[str, Path]
    read: Callable[[], Mapping[str, str]]


def _parts(settings: Config) -> Iterator[_Part]:
    """Small enough for a short look each."""
    uploads, instance = settings.upload_dir, settings.instance_dir
    for first in kept_files.DIGITS:
        there = kept_files.attachments(uploads, first)
        read = partial(named_files.of_uploads, first)
        yield _Part(partial(kept_files.place_of, uploads), there, read)
    yield _Part(uploads.joinpath, kept_files.strays(uploads), dict)
    documents, drafts = document_files.folder(instance), instance / DRAFTS
    yield _Part(documents.joinpath, kept_files.listed(documents), named_files.of_documents)
    yield _Part(drafts.joinpath, kept_files.listed(drafts), named_files.of_drafts)


def _nights(part: _Part) -> int:
    """Over how many nights this part's hashes are spread: attachments come in sixteen parts."""
    return 1 + sum(map(kept_files.size, part.there.values())) // (A_NIGHT // 16)


def _compare(part: _Part, now: datetime, nights: int, found: Compared) -> None:
    with reading():
        named = part.read()
    found.named += len(named)
    tonight = now.toordinal() % nights
    gone = []
    for number, (name, sha256) in enumerate(sorted(named.items())):
        path = part.there.get(name) or part.where(name)
        if not path.is_file():
            gone.append(name)
        elif number % nights == tonight:
            found.hashed += 1
            if kept_files.digest(path) != sha256:
                found.changed.append(name)
    found.missing += _still_named(part, gone)
    limit = (now - YOUNG).timestamp()
    unknown = part.there.keys() - named.keys()
    found.orphans += sorted(
        name for name in unknown if kept_files.changed_at(part.there[name]) < limit
    )


def _still_named(part: _Part, gone: list[str]) -> list[str]:
    """A row may be erased meanwhile, and its file with it."""
    if not gone:
        return []
    with reading():
        named = part.read()
    return [name for name in gone if name in named]
