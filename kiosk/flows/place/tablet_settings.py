"""What an office has set for its shared tablets."""

from dataclasses import dataclass

from kiosk.store.engine import reading
from kiosk.store.place import settings


@dataclass(frozen=True)
class TabletSettings:
    """``wait``: seconds before a tablet asks whether somebody is still there."""

    wait: int


def tablet_settings(unit_id: int) -> TabletSettings:
    with reading():
        return TabletSettings(int(settings.of_unit(unit_id)["waktu-diam"]))
