"""Reports of the content security policy: the rule and our name for the page, nothing else; at most
so many a minute, whatever is sent (ASVS 3.4.7)."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.web import policy_reports
from kiosk.web.gate import POLICY
from kiosk.web.log import FIELDS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SECRET = "9QWX7F3K"
OLD = {
    "csp-report": {
        "document-uri": f"http://localhost/s/{SECRET}/nilai?nama=Maria",
        "referrer": f"http://localhost/t/{SECRET}",
        "violated-directive": "script-src-elem 'self'",
        "effective-directive": "script-src-elem",
        "blocked-uri": f"https://evil.example/{SECRET}.js",
        "script-sample": f"alert('{SECRET}')",
    }
}
NEW = [{
    "type": "csp-violation", "url": f"http://localhost/t/{SECRET}", "user_agent": "Maria",
    "body": {"documentURL": f"http://localhost/t/{SECRET}", "effectiveDirective": "style-src-attr",
             "blockedURL": "inline", "sample": SECRET},
}]  # fmt: skip


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(policy_reports, "_budget", policy_reports._Budget())
    caplog.set_level(logging.WARNING, "kiosk.policy")
    monkeypatch.setattr(logging.getLogger("kiosk"), "propagate", True)
    return lambda: [getattr(one, FIELDS) for one in caplog.records if one.name == "kiosk.policy"]


def send(client: FlaskClient, body: object) -> None:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = client.post(policy_reports.PATH, data=raw, content_type="application/csp-report")
    assert (answer.status_code, answer.get_data()) == (204, b"")
    assert "Set-Cookie" not in answer.headers


def test_the_policy_names_where_to_report() -> None:
    assert f"report-uri {policy_reports.PATH}" in POLICY


def test_a_report_is_its_rule_and_our_name_for_the_page(client: FlaskClient, written: Any) -> None:
    send(client, OLD)
    send(client, NEW)
    assert written() == [
        {"rule": "script-src-elem", "page": "survey.form", "refused": "address"},
        {"rule": "style-src-attr", "page": "visit.form", "refused": "inline"},
    ]
    assert SECRET not in str(written())


@pytest.mark.parametrize(
    "body",
    [
        b"", b"x", b"\xff\xfe", b"[" * 5_000, b"{}", b"[1, null]", b'{"csp-report": 7}',
        b'{"csp-report": {}}' + b" " * 9_000,
    ],
)  # fmt: skip
def test_what_is_no_report_is_answered_alike_and_not_written(
    client: FlaskClient, written: Any, body: bytes
) -> None:
    send(client, body)
    assert written() == []


def test_what_somebody_made_up_does_not_come_into_the_log(
    client: FlaskClient, written: Any
) -> None:
    made_up = {"effective-directive": f"{SECRET}\r\n", "document-uri": f"http://[{SECRET}",
               "blocked-uri": SECRET * 100}  # fmt: skip
    send(client, {"csp-report": made_up})
    send(client, {"csp-report": {name: [SECRET] for name in made_up}})
    assert written() == [{"rule": "-", "page": "-", "refused": "-"}] * 2


def test_a_flood_of_them_is_a_few_lines(client: FlaskClient, written: Any) -> None:
    send(client, NEW * 15)
    for _ in range(30):
        send(client, OLD)
    assert len(written()) == policy_reports.MOST_A_MINUTE
