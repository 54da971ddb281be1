"""A kept answer sheet, read back."""

from collections.abc import Mapping

from kiosk.domain.survey.instrument import Instrument


def scores_of(instrument: Instrument, sheet: str) -> Mapping[str, int]:
    """ "a4b3" as item code to score."""
    marks = instrument.by_mark
    return {
        marks[mark].code: int(score) for mark, score in zip(sheet[::2], sheet[1::2], strict=True)
    }
