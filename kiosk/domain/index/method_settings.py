"""The method of the index as an office's settings state it."""

from collections.abc import Mapping

from kiosk.domain.index import sample
from kiosk.domain.index.method import Method, parse_places, parse_weight
from kiosk.domain.survey.instrument import Instrument


def method_of(settings: Mapping[str, str], instrument: Instrument) -> Method:
    """The bands belong to the questionnaire, not the office. The office's weight is a spelling of
    1/9: it holds for the nine unsur of an SKM, and for nothing else."""
    nine = instrument.survey == "skm" and len(instrument.unsur) == 9
    return Method(
        weight=parse_weight(settings["bobot"]) if nine else "exact",
        round_unsur=parse_places(settings["pembulatan-unsur"]),
        bands=instrument.bands,
        conversion=settings["konversi-skala-6"],
    )


def population(visits: int | None, respondents: int) -> int | None:
    """The people a sample stands for; None where fewer were counted than answered, because then
    the count is wrong."""
    return None if visits is None or visits < respondents else visits


def minimum_sample(
    settings: Mapping[str, str], visits: int | None, respondents: int
) -> tuple[int, str]:
    """Respondents a period needs, and the rule that says so."""
    visits = population(visits, respondents)
    if visits is None:
        return int(settings["sampel-minimum"]), "minimum tetap, kunjungan belum dicatat"
    if settings["aturan-sampel"] == "tabel":
        return sample.morgan_table(visits), "tabel Krejcie-Morgan"
    return sample.krejcie_morgan(visits), "rumus Krejcie-Morgan"
