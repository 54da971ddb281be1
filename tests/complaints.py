"""Complaints sent as a browser sends them, over HTTP, to an installation that may be failing."""

from __future__ import annotations

import hashlib
import http.client
import secrets
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from tests import tickets
from tests.factories import Place, rows

if TYPE_CHECKING:
    from flask import Flask

_BREAK = "batas-" + secrets.token_hex(8)
PATIENCE = 30


@dataclass(frozen=True)
class Sending:
    """A form as posted, the number its receipt will have, and whether a photo goes with it."""

    fields: dict[str, str]
    number: str
    photo: bytes = field(default=b"", repr=False)

    @property
    def body(self) -> bytes:
        parts = [
            f'--{_BREAK}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in self.fields.items()
        ]
        made = "".join(parts).encode()
        if self.photo:
            head = 'Content-Disposition: form-data; name="lampiran"; filename="foto.jpg"'
            made += f"--{_BREAK}\r\n{head}\r\nContent-Type: image/jpeg\r\n\r\n".encode()
            made += self.photo + b"\r\n"
        return made + f"--{_BREAK}--\r\n".encode()


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Mapping[str, str]


NOBODY = Answer(0, "", {})
"""The connection broke: nobody knows whether it was stored."""


def sending(app: Flask, place: Place, photo: bytes = b"", **changes: str) -> Sending:
    from kiosk.flows.receiving import receipt_of
    from kiosk.web import stamp

    fields = tickets.form(**changes)
    with app.app_context():
        fields["csrf_token"] = stamp.make("aduan", place.point)
        number = receipt_of(fields["kunci"], tickets.house(app)).number
    return Sending(fields, number, photo)


def post(root: str, place: Place, what: Sending, address: str = "203.0.113.7") -> Answer:
    asked = urllib.request.Request(f"{root}/s/{place.point}/aduan", what.body)
    asked.add_header("Content-Type", f"multipart/form-data; boundary={_BREAK}")
    asked.add_header("X-Forwarded-For", address)
    try:
        return _answered(asked)
    except (OSError, http.client.HTTPException):
        return NOBODY


def _answered(asked: urllib.request.Request) -> Answer:
    """Raises `OSError` or `HTTPException`: a process killed while it answers, page or refusal."""
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return Answer(answer.status, answer.read().decode(), dict(answer.headers))
    except urllib.error.HTTPError as refused:
        return Answer(refused.code, refused.read().decode(), dict(refused.headers))


def is_acknowledged(answer: Answer, what: Sending) -> bool:
    """Whoever sees this page holds a receipt."""
    return answer.status == 200 and f'value="{what.number}"' in answer.text


def check_whole(app: Flask) -> None:
    """No ticket without its history, limits, text and key; no file row without its file; nothing
    of a ticket without the ticket; the database itself in order."""
    ids = {one["id"] for one in rows(app, "tickets")}
    for table in ("ticket_moves", "ticket_keys", "ticket_texts", "ticket_deadlines"):
        assert {one["ticket_id"] for one in rows(app, table)} == ids, table
    kinds = {(one["ticket_id"], one["kind"]) for one in rows(app, "ticket_deadlines")}
    assert len(kinds) == 2 * len(ids)
    assert len(rows(app, "submissions")) == len(ids)
    plain = {one["id"] for one in rows(app, "tickets") if not one["sealed"]}
    assert {one["ticket_id"] for one in rows(app, "ticket_words")} == plain
    _check_files(app, ids)
    check_database(app)


def _check_files(app: Flask, ids: set[int]) -> None:
    uploads: Path = app.config["KIOSK"].upload_dir
    for one in rows(app, "ticket_files"):
        assert one["ticket_id"] in ids
        for name in filter(None, (one["digest"], one["thumbnail"])):
            content = (uploads / name[:2] / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == name


def check_database(app: Flask) -> None:
    from kiosk.store.engine import connection, reading

    with app.app_context(), reading():
        if connection().dialect.name == "sqlite":
            assert connection().scalar(text("PRAGMA integrity_check")) == "ok"
            assert connection().execute(text("PRAGMA foreign_key_check")).all() == []
