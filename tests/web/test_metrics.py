"""/metrics: figures for a monitor on the same machine, and for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.jobs import JOBS
from kiosk.flows.upkeep.run_due_jobs import hold_lease, run_due_jobs
from kiosk.store.engine import transaction
from kiosk.store.upkeep import checks
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture(autouse=True)
def standing_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.clock.now", lambda: NOW)


def lines(client: FlaskClient) -> list[str]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    return answer.get_data(as_text=True).splitlines()


def test_it_tells_a_monitor_what_the_machine_does(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        hold_lease("loket-1", NOW)
        run_due_jobs({one.name: lambda: "selesai" for one in JOBS}, NOW, "Asia/Makassar")
        with transaction():
            checks.add(Checked(CheckKind.FILES, NOW, False, "1 berkas hilang."))
    found = lines(client)
    for line in (
        "suara_loket_database_up 1",
        "suara_loket_schema_is_head 1",
        "suara_loket_jobs_lease_seconds 40",
        'suara_loket_job_age_seconds{job="checkpoint"} 0',
        'suara_loket_job_failed{job="checkpoint"} 0',
        'suara_loket_look_ok{kind="berkas"} 0',
        "suara_loket_outbox_age_seconds 0",
    ):
        assert line in found
    helps = [line for line in found if line.startswith("# HELP")]
    assert len(helps) == len(set(helps)), "each name is explained once"
    ready = client.get("/readyz").get_json()
    assert (ready["jobs"], ready["jobs_age"], ready["looks"]) == (40, 0, {"berkas": 0})


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.0.2.7", {}),
        ("10.0.0.1", {}),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}),
        ("127.0.0.1", {"Via": "1.1 front"}),
    ],
)
def test_to_everybody_else_there_is_no_such_page(
    client: FlaskClient, address: str, headers: dict[str, str]
) -> None:
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers)
    assert answer.status_code == 404
    ready = client.get("/readyz", environ_base={"REMOTE_ADDR": address}, headers=headers)
    assert ready.get_json() == {"ok": True}, "whether, and nothing of what waits"
    assert b"suara_loket" not in answer.data


def test_a_proxy_on_this_machine_that_nobody_named_gives_itself_away(app: Flask) -> None:
    from kiosk.web.proxy import Peers

    app.wsgi_app = Peers(app.wsgi_app, 1, ("10.0.0.5/32",))  # type: ignore[assignment,method-assign]
    client = app.test_client()
    told = {"X-Forwarded-For": "203.0.113.9"}
    assert client.get("/metrics", headers=told).status_code == 404
    assert client.get("/metrics").status_code == 200


def test_a_database_that_does_not_answer_is_a_figure_and_no_error_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    def gone(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("tidak ada"))

    monkeypatch.setattr("kiosk.web.health.list_metrics", gone)
    assert lines(client)[-1] == "suara_loket_database_up 0"
