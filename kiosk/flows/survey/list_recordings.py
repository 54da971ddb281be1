"""Which questions somebody has read aloud, and which nobody has yet."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.survey.recording import Slot
from kiosk.flows import slots
from kiosk.store.survey import recordings
from kiosk.store.survey.recordings import Recording


@dataclass(frozen=True)
class Filled:
    """A slot, and what is in it."""

    slot: Slot
    recording: Recording | None


def list_recordings(
    instance: Path, instrument: str | None = None, lang: str | None = None
) -> list[Filled]:
    """Every slot, or those of one instrument or language. Raises `UnusableRecording`."""
    wanted = slots.slots(instrument, lang)
    there = recordings.filled(instance, wanted)
    return [Filled(one, there.get(one)) for one in wanted]
