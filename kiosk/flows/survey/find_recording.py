"""The recording of one question, for the page that offers it and for the ear that asks."""

from pathlib import Path

from kiosk.domain.survey.recording import Slot
from kiosk.flows import slots
from kiosk.store.survey import recordings
from kiosk.store.survey.recordings import Recording


def find_recording(instance: Path, slot: Slot) -> Recording | None:
    """None where there is none, and for names that are not ours."""
    return recordings.found(instance, slot) if slots.is_known(slot) else None


def recordings_changed(instance: Path) -> int:
    """Another number whenever a recording was added; 0 while there is none."""
    return recordings.changed(instance)
