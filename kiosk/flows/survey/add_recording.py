"""Puts a recording into its slot."""

from pathlib import Path

from kiosk.domain.survey.recording import Slot, UnusableRecording, checked
from kiosk.flows import slots
from kiosk.store.survey import recordings
from kiosk.store.survey.recordings import Recording


def add_recording(instance: Path, slot: Slot, content: bytes) -> Recording:
    """Raises `UnusableRecording`: no such question, no sound, too large, nowhere to put it."""
    slots.check(slot)
    kind = checked(content)
    try:
        return recordings.keep(instance, slot, kind, content)
    except OSError as wrong:
        raise UnusableRecording(
            "tidak dapat disimpan di %(folder)s.", folder=instance / recordings.FOLDER
        ) from wrong
