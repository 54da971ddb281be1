"""Proof in a dossier: kept whole, given out, taken back with a reason, and every step recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.zi.proof import MOST, Subject, UnfitProof
from tests import desk, plans, tickets
from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

KEY = "2026:V.p.iii.a"


@pytest.fixture
def keeper(app: Flask, place: Place) -> Actor:
    desk.start_audit(app)
    return desk.make_staff(app, [Grant(Role.ZI_TEAM, Level.UNIT, place.unit_id)])


def added(app: Flask, place: Place, keeper: Actor, key: str = KEY) -> int:
    from kiosk.flows.zi.keep_proof import add_proof

    with app.app_context():
        house = tickets.house(app)
        add_proof(keeper, place.unit, Subject.LKE, key, plans.photo(), house, NOW)
    return int(rows(app, "zi_proofs")[-1]["id"])


def test_a_proof_is_made_anew_and_found_again(app: Flask, place: Place, keeper: Actor) -> None:
    from kiosk.flows.zi.keep_proof import fetch_proof

    number = added(app, place, keeper)
    with app.app_context():
        whole = fetch_proof(place.unit, number, tickets.house(app))
        small = fetch_proof(place.unit, number, tickets.house(app), small=True)
    assert whole.content[:2] == b"\xff\xd8", "a picture becomes a JPEG without what it carried"
    assert (small.picture, small.media_type) == (True, "image/jpeg")
    record = rows(app, "audit_records")[-1]
    assert (record["action"], record["object_kind"]) == ("tambah-bukti", "bukti-lke")


def test_a_proof_altered_on_disk_is_not_given_out(app: Flask, place: Place, keeper: Actor) -> None:
    from kiosk.flows.zi.keep_proof import fetch_proof

    number = added(app, place, keeper)
    digest = rows(app, "zi_proofs")[-1]["digest"]
    file = app.config["KIOSK"].upload_dir / digest[:2] / digest
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    with app.app_context(), pytest.raises(LostFile):
        fetch_proof(place.unit, number, tickets.house(app))


def test_a_proof_of_another_unit_is_not_there(app: Flask, place: Place, keeper: Actor) -> None:
    from kiosk.flows.zi.keep_proof import find_proof

    number = added(app, place, keeper)
    other = make_place(app, "rsud-lerik", point="3C5D7E9F")
    with app.app_context(), pytest.raises(LostFile):
        find_proof(other.unit, number)
    with app.app_context(), pytest.raises(LostFile):
        find_proof(place.unit, 2**40)


def test_taking_back_needs_a_reason_and_leaves_a_trace(
    app: Flask, place: Place, keeper: Actor
) -> None:
    from kiosk.flows.zi.keep_proof import find_proof, remove_proof

    number = added(app, place, keeper)
    with app.app_context():
        with pytest.raises(UnfitProof):
            remove_proof(keeper, place.unit, number, "  ", NOW)
        assert find_proof(place.unit, number).id == number
        remove_proof(keeper, place.unit, number, "Fotonya keliru", NOW)
        with pytest.raises(LostFile):
            find_proof(place.unit, number)
    assert rows(app, "zi_proofs")[-1]["digest"] is None
    assert rows(app, "audit_records")[-1]["action"] == "hapus-bukti"


def test_nothing_chosen_and_one_too_many_are_refused(
    app: Flask, place: Place, keeper: Actor
) -> None:
    from kiosk.flows.proving import Sent
    from kiosk.flows.zi.keep_proof import add_proof
    from kiosk.store.engine import transaction
    from kiosk.store.zi import proofs

    with app.app_context():
        house = tickets.house(app)
        with pytest.raises(UnfitProof):
            add_proof(keeper, place.unit, Subject.LKE, KEY, Sent(()), house, NOW)
        one = {"kind": "pdf", "name": "sk.pdf", "caption": "", "size": 1, "digest": "0" * 64,
               "thumbnail": None, "state": "tanpa", "public": False}  # fmt: skip
        with transaction():
            for _ in range(MOST):
                proofs.add(place.unit_id, Subject.LKE, KEY, NOW, keeper.id, one)
        with pytest.raises(UnfitProof):
            add_proof(keeper, place.unit, Subject.LKE, KEY, plans.photo(), house, NOW)
    assert len(rows(app, "zi_proofs")) == MOST


def test_the_sweep_leaves_what_a_dossier_names(app: Flask, place: Place, keeper: Actor) -> None:
    from datetime import timedelta

    from kiosk.flows.complaint.sweep_leftovers import sweep_files

    added(app, place, keeper)
    digest = rows(app, "zi_proofs")[-1]["digest"]
    uploads = app.config["KIOSK"].upload_dir
    with app.app_context():
        sweep_files(uploads, NOW + timedelta(days=9000))
    assert (uploads / digest[:2] / digest).exists()
