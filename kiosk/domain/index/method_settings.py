"""The method of the index as an office's settings state it."""

from collections.abc import Mapping

from kiosk.domain.index import sample
from kiosk.domain.index.method import Method, parse_places, parse_weight


def method_of(settings: Mapping[str, str], bands: str) -> Method:
    """``bands`` comes from the instrument: they belong to the questionnaire, not the office."""
    return Method(
        weight=parse_weight(settings["bobot"]),
        round_unsur=parse_places(settings["pembulatan-unsur"]),
        bands=bands,
        conversion=settings["konversi-skala-6"],
    )


def minimum_sample(settings: Mapping[str, str], visits: int | None) -> tuple[int, str]:
    """Respondents a period needs, and the rule that says so."""
    if visits is None:
        return int(settings["sampel-minimum"]), "minimum tetap, kunjungan belum dicatat"
    if settings["aturan-sampel"] == "tabel":
        return sample.morgan_table(visits), "tabel Krejcie-Morgan"
    return sample.krejcie_morgan(visits), "rumus Krejcie-Morgan"
