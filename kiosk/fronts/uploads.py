"""Forms that bring files: how much is read, and into memory only."""

from io import BytesIO
from typing import IO

import flask
from flask import request

from kiosk.domain.complaint import attachment
from kiosk.domain.form import Fields
from kiosk.flows.receiving import Upload

FIELD = "lampiran"
LARGEST = attachment.LARGEST_REQUEST + 64 * 1024
PARTS = 64


class Request(flask.Request):
    """Werkzeug writes files above 500 KB to a temporary one on the disk: of a sealed case nothing
    may lie there, for however short a time (F44)."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


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
