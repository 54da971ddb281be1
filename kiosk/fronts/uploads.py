"""Forms that bring files: how much is read, and into memory only."""

import hashlib
from io import BytesIO
from typing import IO, Any

import flask
from flask import request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from kiosk.domain.complaint import attachment
from kiosk.domain.form import Fields
from kiosk.flows.receiving import Upload
from kiosk.fronts import forms

FIELD = "lampiran"
LARGEST = attachment.LARGEST_REQUEST + 64 * 1024
PARTS = 64
FIELDS = 2_000
"""Of a form without files; the longest of the desk has some hundreds."""
SHORT = 16 * 1024
"""Bytes of a form that is below every limit."""
HASHING = "kiosk.hashing"
"""Set in the environment of a request whose files are only compared."""


class Request(flask.Request):
    """Werkzeug writes files above 500 KB to a temporary one on the disk: of a sealed case nothing
    may lie there, for however short a time (F44). Nor does it count the fields of a form without
    files: 200 KB of them were 25,000 and 10 MB of memory (F23)."""

    def _load_form_data(self) -> None:
        """Of an ordinary form the fields are read by `form_fields`: Werkzeug's way there takes
        as long as storing an answer."""
        plain = self.environ.get("CONTENT_TYPE") == forms.PLAIN or self.mimetype == forms.PLAIN
        if "form" in self.__dict__ or not plain:
            super()._load_form_data()
            return
        body = self._whole_body()
        if body.count(b"&") >= FIELDS:
            raise RequestEntityTooLarge
        made = self.parameter_storage_class
        self.__dict__.update(stream=BytesIO(body), form=made(forms.fields(body)), files=made())

    def _whole_body(self) -> bytes:
        """A short one, which an answer is, by one read: Werkzeug makes a stream with a limit of
        its own for it. One that ends early is no form."""
        told = self.environ.get("CONTENT_LENGTH", "")
        if not (told.isascii() and told.isdigit() and int(told) <= SHORT):
            return self.get_data()
        body: bytes = self.environ["wsgi.input"].read(int(told))
        if len(body) < int(told):
            raise ClientDisconnected
        return body

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return Hashed() if HASHING in self.environ else BytesIO()


class Hashed(BytesIO):
    """Keeps nothing of what is written to it but its SHA-256 and its length in bytes."""

    def __init__(self) -> None:
        super().__init__()
        self._sum = hashlib.sha256()
        self.length = 0

    def write(self, content: Any) -> int:
        self._sum.update(content)
        self.length += len(content)
        return len(content)

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


def hash_only() -> None:
    """Of this request's files nothing but the digest is kept. Before anything of it is read."""
    request.environ[HASHING] = True
    widen()


def hashed() -> Hashed | None:
    """The file chosen; None where none was. Only after `hash_only`."""
    found = request.files.get(FIELD)
    stream = found.stream if found is not None and found.filename else None
    return stream if isinstance(stream, Hashed) else None


def widen() -> None:
    """Let this request be as large as its files may be. Before anything of its form is read.
    What is no multipart brings no files, and no number of parts limits it: 18 MB of it were
    1.8 million fields, 7 seconds and 300 MB of memory (F23)."""
    if request.mimetype == "multipart/form-data":
        request.max_content_length = LARGEST
    request.max_form_parts = PARTS


def fields() -> Fields:
    """What was sent; a file under another name is told of as a field nobody knows."""
    sent = request.form.to_dict(flat=False)
    return sent | {name: [""] for name in request.files if name != FIELD}


def taken() -> list[Upload]:
    """The files chosen. A browser sends an empty part where none was."""
    sent = request.files.getlist(FIELD)
    return [Upload(one.filename, one.stream.read()) for one in sent if one.filename]


def names() -> list[str]:
    """Of the files chosen: no browser keeps them in a form that came back."""
    return [one.filename for one in request.files.getlist(FIELD) if one.filename]
