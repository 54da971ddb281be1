"""Files in a bucket of an S3-compatible store.

An object is there whole once the store has answered, or it is not there: S3 has no half of one.
The bytes' MD5 (over TLS) or SHA-256 goes with them, and the store refuses what arrives changed.
Whoever may list the bucket sees when each object came: its times are the store's own.
"""

import io
import logging
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from itertools import islice
from typing import BinaryIO, TypeVar, cast
from xml.etree.ElementTree import ParseError

from minio import Minio
from minio.datatypes import Object
from minio.error import MinioException, S3Error
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError, ProtocolError

from kiosk.bucket import Bucket
from kiosk.domain.complaint.attachment import NoSpace, StoreAway
from kiosk.store.shelves.shelf import Lying

log = logging.getLogger("kiosk.files")
CONNECT, ANSWER = 5.0, 10.0
"""Seconds: to reach the store and hand over the bytes of one object; between two signs of life."""
LEAST_PART = 5 * 1024 * 1024
"""Bytes, the least that the client takes for one."""
PAGE = 1000
"""Names in one answer, the most S3 gives."""
REST = 5.0
"""Seconds for which nobody asks again: a store that swallows what it is sent must not hold every
thread of every worker."""
_GONE = frozenset({"NoSuchKey", "NoSuchObject"})
_FULL = frozenset(
    {"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "InsufficientCapacity"}
)
_OURS = re.compile(r"[0-9a-f]{2}/[^/]+")
_FOLDER = re.compile(r"[0-9a-f]{2}/")
Done = TypeVar("Done")


class BucketShelf:
    """One a process; its connections are shared by the threads."""

    def __init__(self, bucket: Bucket) -> None:
        pool = PoolManager(
            timeout=Timeout(connect=CONNECT, read=ANSWER),
            retries=False,
            maxsize=10,
            ssl_context=ssl.create_default_context(),
        )
        self._client = Minio(
            bucket.endpoint, bucket.key, bucket.secret,
            secure=bucket.secure, region=bucket.region, http_client=pool,
        )  # fmt: skip
        self._bucket, self._told = bucket.name, str(bucket)
        self._prefix = f"{bucket.prefix}/" if bucket.prefix else ""
        self._rests_until = 0.0

    def put(self, name: str, content: bytes) -> None:
        key, size = self._prefix + name, len(content)

        def put() -> bool:
            # In one part: of several, some could stay behind, and nobody would see them.
            made = self._client.put_object(
                self._bucket, key, io.BytesIO(content), size, part_size=max(size, LEAST_PART)
            )
            return bool(made.etag)

        if not self._asked(put):
            # Something else than a store answered that all is well.
            raise self._away("no ETag")

    @contextmanager
    def open(self, name: str) -> Iterator[tuple[BinaryIO, int]]:
        key = self._prefix + name
        answer = self._asked(lambda: self._client.get_object(self._bucket, key))
        try:
            size = int(answer.headers["content-length"])
            yield cast("BinaryIO", _Watched(answer, self._away)), size
        finally:
            answer.close()
            answer.release_conn()

    def delete(self, name: str) -> None:
        key = self._prefix + name
        with suppress(FileNotFoundError):
            self._asked(lambda: self._client.remove_object(self._bucket, key))

    def delete_older(self, name: str, limit: float) -> bool:
        """Nothing locks a store: in the moment between look and removal the same bytes may be put
        once more ([decision 54](docs/decisions/0054-where-files-are-kept.md))."""
        found = self._found(name)
        if found is None or found.changed_at >= limit:
            return False
        self.delete(name)
        return True

    def exists(self, name: str) -> bool:
        return self._found(name) is not None

    def lying(self, start: str) -> Iterator[Lying]:
        return (one for one in self._listed(start) if _OURS.fullmatch(one.name))

    def strays(self) -> Iterator[Lying]:
        for one in self._top():
            if not one.name.endswith("/"):
                yield one
            elif not _FOLDER.fullmatch(one.name):
                yield from self._listed(one.name)

    def free(self) -> int | None:
        """Raises `StoreAway` while it is known not to answer: nothing dear is begun then."""
        self._check_rest()
        return None

    def look(self) -> None:
        """One question that changes nothing."""
        self._asked(partial(self._page, self._prefix, ""))

    def _found(self, name: str) -> Lying | None:
        key = self._prefix + name
        with suppress(FileNotFoundError):
            return self._of(self._asked(lambda: self._client.stat_object(self._bucket, key)))
        return None

    def _listed(self, start: str) -> Iterator[Lying]:
        """Page by page, each asked for whole: a list cut short in silence would be files that
        nobody backs up."""
        last, many = "", PAGE
        while many == PAGE:
            found = self._asked(partial(self._page, self._prefix + start, last))
            yield from map(self._of, found)
            many = len(found)
            last = found[-1].object_name or "" if found else ""

    def _page(self, start: str, after: str) -> list[Object]:
        found = self._client.list_objects(
            self._bucket, start, recursive=True, start_after=after or None
        )
        return list(islice(found, PAGE))

    def _top(self) -> list[Lying]:
        """Folders, which end with a slash, and what lies beside them: few, and asked for whole."""
        ask = partial(self._client.list_objects, self._bucket, self._prefix)
        return [self._of(one) for one in self._asked(lambda: list(ask()))]

    def _of(self, one: Object) -> Lying:
        changed = one.last_modified.timestamp() if one.last_modified else 0.0
        return Lying((one.object_name or "").removeprefix(self._prefix), one.size or 0, changed)

    def _asked(self, ask: Callable[[], Done]) -> Done:
        """Once more where a connection ended before its answer: it may have been an old one. Every
        question may be asked twice. Raises `FileNotFoundError`, `NoSpace`, `StoreAway`."""
        self._check_rest()
        try:
            try:
                return ask()
            except ProtocolError:
                return ask()
        except S3Error as wrong:
            raise self._meant(str(wrong.code)) from wrong
        except (MinioException, HTTPError, ParseError) as wrong:
            self._rests_until = time.monotonic() + REST
            if getattr(wrong, "status_code", 0) == HTTPStatus.INSUFFICIENT_STORAGE:
                raise NoSpace from wrong
            raise self._away(type(wrong).__name__) from wrong

    def _meant(self, code: str) -> Exception:
        if code in _GONE:
            return FileNotFoundError(code)
        return NoSpace() if code in _FULL else self._away(code)

    def _away(self, why: str) -> StoreAway:
        """The log gets the kind of fault only: neither key nor name of a file."""
        log.error("store of files, %s: %s", self._told, why)
        return StoreAway(why=why)

    def _check_rest(self) -> None:
        if time.monotonic() < self._rests_until:
            raise StoreAway(why="baru saja tidak menjawab")


class _Watched:
    """What is read of an object: a connection that ends too early is the store's fault."""

    def __init__(self, answer: BaseHTTPResponse, away: Callable[[str], StoreAway]) -> None:
        self._answer, self._away = answer, away

    def read(self, many: int = -1) -> bytes:
        try:
            return self._answer.read(None if many < 0 else many)
        except HTTPError as wrong:
            raise self._away(type(wrong).__name__) from wrong
