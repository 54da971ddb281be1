"""Phases of Zona Integritas as the tests write them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.domain.zi.phase import Phase
    from tests.factories import Place

YEAR = 2026
TEAMS = {f"tim_{number}": "Maria Seran, ketua" for number in ("I", "II", "III", "IV", "V", "VI")}
TYPED: dict[str, dict[str, str]] = {
    "pencanangan": {
        "on": "2026-03-12",
        "place": "Aula kantor",
        "by": "Kepala Dinas, disaksikan Sekda",
        "pakta_on": "2026-03-12",
        "signed": "40",
        "staff": "42",
        "pledge": "Melayani tanpa pungutan",
        "pledge_on": "2026-03-13",
        "link": "",
    },
    "pembangunan": {
        "on": "2026-04-01",
        "sk": "SK/7/2026",
        "sk_on": "2026-03-30",
        **TEAMS,
    },
    "pengusulan": {
        "on": "2026-08-03",
        "predicate": "WBK",
        "letter": "700/12/2026",
        "by": "Pemerintah Kabupaten TTS",
    },
    "penilaian": {
        "on": "2026-08-20",
        "tpi_by": "Inspektur",
        "tpi_total": "78,25",
        "tpn_on": "2026-09-28",
        "tpn_letter": "B/9/2026",
        "result": "memenuhi",
    },
    "penetapan": {
        "on": "2026-10-08",
        "predicate": "WBK",
        "letter": "SK/900/2026",
        "by": "Menteri PANRB",
    },
}


def write(
    app: Flask, place: Place, actor: Actor, phase: Phase, *, version: int = 0, reason: str = "",
    year: int = YEAR, **given: str,
) -> None:  # fmt: skip
    from kiosk import clock
    from kiosk.flows.zi.write_phase import write_phase

    with app.app_context():
        write_phase(
            actor, place.unit, year, phase, version, TYPED[phase] | given, reason, clock.now()
        )


def prove(app: Flask, place: Place, key: str) -> None:
    """A file lies beside this phase; its content is of no matter here."""
    from kiosk.domain.zi.proof import Subject
    from kiosk.store.engine import transaction
    from kiosk.store.zi import proofs

    values = {
        "kind": "pdf",
        "name": "bukti.pdf",
        "caption": "",
        "size": 9,
        "digest": "0" * 64,
        "thumbnail": None,
        "state": "bersih",
        "public": False,
    }
    with app.app_context(), transaction():
        proofs.add(place.unit_id, Subject.PHASE, key, datetime(2026, 3, 12, tzinfo=UTC), 0, values)


def plan_areas(
    app: Flask, place: Place, actor: Actor, areas: str = "I II III IV V VI",
    due: str = "2026-12-31", year: int = YEAR,
) -> list[int]:  # fmt: skip
    """An action in each of these areas."""
    from kiosk import clock
    from kiosk.domain.zi.action import Typed
    from kiosk.flows.zi.write_action import make_action

    with app.app_context():
        return [
            make_action(
                actor, place.unit, year,
                Typed(area, "Menyusun standar pelayanan", "Kasi Pelayanan", due, "20", ""), "",
                clock.now(),
            )
            for area in areas.split()
        ]  # fmt: skip


def walk_to(app: Flask, place: Place, actor: Actor, last: Phase) -> None:
    """Every phase up to ``last``, whole."""
    from kiosk.domain.zi.phase import ORDER, Phase

    for phase in ORDER[: ORDER.index(last) + 1]:
        if phase is Phase.BUILT:
            plan_areas(app, place, actor)
        write(app, place, actor, phase)
        prove(app, place, f"{YEAR}:{phase}")
