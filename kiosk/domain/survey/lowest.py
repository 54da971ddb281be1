"""The one thing a respondent liked least, where they liked something not at all. What matters
little to them is no complaint.

Whoever reports a levy, a gift or a broker is offered the protected lane, whatever else they liked
less: an ordinary complaint about the same would go to the very office.
"""

from collections.abc import Iterable

from kiosk.domain.survey import integrity
from kiosk.domain.survey.answer import Answer


def worst_of(answers: Iterable[Answer]) -> str | None:
    """What a complaint would be about: the gravest subject of `integrity.SUBJECTS` that these
    report, else the unsur of `lowest_unsur`."""
    answers = tuple(answers)
    reported = integrity.reported(answers)
    return reported[0] if reported else lowest_unsur(answers)


def lowest_unsur(answers: Iterable[Answer]) -> str | None:
    """The unsur of the lowest score among those in the lower half of their scale (1 and 2 of 4,
    1 to 3 of 6); a tie goes to the later one, for SPAK comes last and weighs most. None where all
    is well."""
    found, least = None, 1.0
    for answer in answers:
        if not answer.instrument.is_rating:
            continue
        low, span = answer.instrument.scale.low, answer.instrument.scale.high
        span -= low
        for code, score in answer.scores.items():
            if 2 * (score - low) < span and (score - low) / span <= least:
                found, least = answer.instrument.items[code].unsur, (score - low) / span
    return found
