"""Records of a window are found by halves of the chain, whatever stands before it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit
from tests import desk
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

DAYS = 60


def test_a_window_holds_its_own_records_and_an_object_all_of_its_own(app: Flask) -> None:
    desk.start_audit(app)
    moments = [NOW + timedelta(days=number) for number in range(DAYS)]
    with app.app_context():
        with transaction():
            for number, at in enumerate(moments):
                audit.append(
                    at=at, actor_id=1, action="uji", object_kind="uji", object_id=str(number % 7)
                )
        with reading():
            for first, last in ((0, 5), (17, 40), (DAYS - 3, DAYS - 1)):
                found = audit.between(moments[first], moments[last])
                assert [one.at for one in found] == moments[first : last + 1]
            assert audit.between(NOW + timedelta(days=DAYS), NOW + timedelta(days=DAYS + 9)) == []
            mine = audit.about("uji", "3", moments[3])
            assert [one.at for one in mine] == moments[3::7]
