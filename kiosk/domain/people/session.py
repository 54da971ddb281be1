"""How long a session at the desk lives, and how its owner recognises it."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

PENDING = timedelta(minutes=5)
"""Between the password and the second factor."""
STEP_UP = timedelta(minutes=5)
"""How long a given code is good for actions that ask again (ASVS 7.5.3)."""
SEEN_EVERY = timedelta(minutes=1)
"""``seen_at`` is written no more often: reading pages must not become writing."""
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Limits:
    """A session ends after ``idle`` without a request, and after ``longest`` in any case."""

    idle: timedelta = timedelta(minutes=15)
    longest: timedelta = timedelta(hours=8)

    def is_over(self, created_at: datetime, seen_at: datetime, now: datetime) -> bool:
        return now - seen_at >= self.idle or now - created_at >= self.longest


def new_token() -> str:
    """256 bits, for a cookie or a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> bytes:
    """What is kept of a token. A fast hash will do: 256 bits cannot be searched (ASVS 6.5.2)."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def handle_of(token_hash: bytes) -> str:
    """A name for a session in a form, from which neither token nor hash can be found."""
    return hashlib.sha256(b"handle" + token_hash).hexdigest()[:16]


_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def device_of(agent: str) -> str:
    """ "Chrome, Windows": enough to recognise one's own, nothing that tells people apart."""
    named = [next((n for mark, n in known if mark in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, named)) or "Peramban lain"


_PATH = re.compile(r"/admin(?:/[\w.~!$&'()*+,;=:@%/-]*)?(?:\?[\w.~!$&'()*+,;=:@%/?-]*)?", re.ASCII)


def way_back(path: str | None) -> str | None:
    """``path`` where it is one of the desk's own pages, else None: a link in an e-mail must not
    lead from our sign-in to somebody else's."""
    if not path or len(path) > 500 or not _PATH.fullmatch(path) or "//" in path or ".." in path:
        return None
    return path
