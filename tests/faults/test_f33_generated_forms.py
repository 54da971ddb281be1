"""F33: whatever is sent is taken or refused, never an error, and alike on both databases."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.factories import SKM, Clock, kept, make_place, new_key
from tests.faults.conftest import Held
from tests.faults.ledger import sized
from tests.services.databases import config_for, let_go

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

FORM = "/s/7F3K9QWX/nilai"
PROFILE = ("jenis_kelamin", "usia", "pendidikan", "pekerjaan", "disabilitas")
NASTY = (
    b"\0", b"\xed\xa0\x80", b"\xff\xfe", "\u202e\u0627\u0644".encode(),
    ("e" + "\u0301" * 300).encode(), b"9223372036854775808", b"-1", b"1e9", b"0001-01-01",
    b"9999-12-31", b"NaN", "４٣²".encode(), b"\r\n\r\n", b"' OR 1=1 --", b"{{7*7}}%s%(x)s",
    "\U0010ffff\ufffe".encode(), b"<script>", b"\x1b[0m",
)  # fmt: skip

anything = st.one_of(st.text().map(str.encode), st.binary(max_size=60), st.sampled_from(NASTY))
scores = st.one_of(st.sampled_from([b"1", b"2", b"3", b"4", b""]), anything)
shown = st.fixed_dictionaries(
    {"layanan": st.one_of(st.sampled_from([b"ktp", b"kk"]), anything)},
    optional={
        **dict.fromkeys(SKM, scores),
        **{name: st.one_of(st.sampled_from([b"", b"L", b"34", b"SMA", b"PNS", b"FISIK"]), anything)
           for name in PROFILE},
        "saran": anything,
        "bahasa": anything,
    },
)  # fmt: skip
others = st.lists(st.tuples(anything, anything), max_size=2)


@pytest.fixture
def both(
    sqlite_database: str,
    postgresql_database: str,
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[list[Flask]]:
    """One installation on each database, with the same places and the same secret; its clock
    stands still, so all that is sent comes in one minute."""
    from kiosk.app import create_app

    monkeypatch.setattr("kiosk.domain.survey.flood.MOST", 1_000_000)
    apps = [create_app(config_for(url, tmp_path)) for url in (sqlite_database, postgresql_database)]
    for app in apps:
        make_place(app)
    yield apps
    for app in apps:
        let_go(app)


def encoded(fields: list[tuple[bytes, bytes]]) -> bytes:
    return "&".join(f"{quote_from_bytes(k)}={quote_from_bytes(v)}" for k, v in fields).encode()


def verdict(client: FlaskClient, body: bytes) -> tuple[int, str | None]:
    answer = client.post(
        FORM, data=body, content_type="application/x-www-form-urlencoded",
        base_url="http://127.0.0.1:8000",
    )  # fmt: skip
    return answer.status_code, answer.headers.get("Location")


def texts(app: Flask) -> list[tuple[object, ...]]:
    return [
        (
            row["scores"],
            row["profile"],
            row["suggestion"],
            row["lang"],
            row["service_id"],
            row["month"],
        )
        for row in kept(app)
    ]


@pytest.mark.postgres
def test_any_form_has_one_verdict_and_one_stored_text_on_both_databases(
    both: list[Flask], held: Held
) -> None:
    from kiosk.web import stamp

    with both[0].app_context():
        signed = stamp.make("survei", "7F3K9QWX").encode()
    clients = [app.test_client(use_cookies=False) for app in both]
    seen: Counter[int] = Counter()

    @settings(
        max_examples=sized(150, 10_000), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(shown, others)
    @example({"layanan": b"ktp", "waktu": b"4", "saran": "Baik, sekali \u2728".encode()}, [])
    @example({"layanan": b"ktp", "waktu": b"4", "saran": ("e" + "\u0301" * 80_000).encode()}, [])
    @example({"layanan": b"ktp", "waktu": b"4", "saran": ("\u0301\u0323" * 20_000).encode()}, [])
    @example({"layanan": b"ktp", "waktu": b"4"}, [(b"waktu", b"1")])
    def sent(fields: dict[str, bytes], more: list[tuple[bytes, bytes]]) -> None:
        hidden = [(b"csrf_token", signed), (b"kunci", new_key().encode())]
        body = encoded(
            [*hidden, *((name.encode(), value) for name, value in fields.items()), *more]
        )
        first, second = (verdict(client, body) for client in clients)
        assert first == second
        assert first[0] in (200, 303, 400, 413, 422)
        seen[first[0]] += 1

    sent()
    assert seen.keys() >= {303, 422}
    one, other = map(texts, both)
    assert one == other
    assert one
    held(
        tried=f"{seen.total():,} generated surveys on SQLite and PostgreSQL",
        figure=f"0 server errors, {seen[303]:,} taken alike, {len(one):,} texts stored alike",
    )
