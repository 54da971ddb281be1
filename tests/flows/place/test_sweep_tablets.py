"""What tablets leave behind goes after thirty days; what waits to be taken in never does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.domain.place.device import CODE_LIFE
from kiosk.flows.place.sweep_tablets import KEPT, sweep_tablets
from kiosk.flows.survey.receive_box import State
from kiosk.flows.survey.settle_parked import retry_parked
from kiosk.store.engine import transaction
from kiosk.store.place import edits, points, revision
from kiosk.store.survey import visits
from tests import tablets
from tests.factories import NOW, Place, filled, kept, make_place, rows
from tests.tickets import house

if TYPE_CHECKING:
    from flask import Flask

MINUTE = timedelta(minutes=1)


def test_codes_settled_items_and_stale_calls_go_and_what_waits_stays(
    app: Flask, place: Place
) -> None:
    key = tablets.enrol(app, place.point, NOW)
    other = make_place(app, "rsud", point="3C5D7E9F")
    there = tablets.enrol(app, other.point, NOW)
    fields = filled(3)
    with app.app_context(), transaction():
        points.close(place.point, NOW)
        points.close(other.point, NOW)
    tablets.send(app, place.point, key, fields, NOW)
    tablets.send(app, other.point, there, filled(4), NOW)
    with app.app_context(), transaction():
        assert edits.mark_closed(edits.point(place.point), None)
        revision.move()
        for point_id, until in ((place.point_id, NOW), (other.point_id, NOW + 2 * KEPT)):
            visits.call(point_id, visit=None, lang="en", aloud=False, at=NOW, until=until)
    with app.app_context():
        assert retry_parked(house(app), NOW) == "1 titipan masuk, 1 masih menunggu"
        nothing = "0 kode pendaftaran dan 0 titipan yang sudah masuk dihapus"
        assert sweep_tablets(NOW + KEPT) == nothing
        assert sweep_tablets(NOW + CODE_LIFE + KEPT + MINUTE) == (
            "2 kode pendaftaran dan 1 titipan yang sudah masuk dihapus"
        )
    assert [one["settled_at"] for one in rows(app, "parked_items")] == [None]
    assert rows(app, "device_codes") == []
    assert [one["point_id"] for one in rows(app, "kiosk_calls")] == [other.point_id]
    assert len(rows(app, "devices")) == 2, "tablets stay known"
    # The tablet never heard that it was kept: it is counted once all the same.
    again = tablets.send(app, place.point, key, fields, NOW + 2 * KEPT, pressed=NOW)
    assert again.state is State.AGAIN
    assert len(kept(app)) == 1
