"""``kiosk hasil``: the arithmetic of the ZI hasil on given survey indexes, without a database."""

import json
from collections.abc import Iterator
from fractions import Fraction

import click

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi import entry
from kiosk.domain.zi.figures import exact, shown
from kiosk.domain.zi.hasil import (
    BERSIH_AKUNTABEL_MAX,
    HASIL_MAX,
    IPAK_MAX,
    IPKP_MAX,
    PELAYANAN_PRIMA_MAX,
    PENGUNGKIT_MAX,
    TOTAL_MAX,
    Conversion,
    Hasil,
    Inputs,
    Source,
    SurveyIndex,
    weigh,
)
from kiosk.domain.zi.kinerja import KINERJA_MAX
from kiosk.domain.zi.thresholds import WBBM, WBK, Shortfall, Unchecked, Verdict, judge

Document = dict[str, object]
UNKNOWN = "-"


@click.command("hasil", help="Hitung komponen hasil Zona Integritas dari indeks survei skala 4.")
@click.option("--ipak", metavar="X", help="Indeks SPAK, 1 sampai 4.")
@click.option("--ipkp", metavar="X", help="Indeks SPKP, 1 sampai 4.")
@click.option("--kinerja", metavar="X", help="Capaian kinerja lebih baik, 0 sampai 5 poin.")
@click.option("--pengungkit", metavar="V", help="Nilai pengungkit, 0 sampai 60 poin.")
@click.option(
    "--conversion",
    type=click.Choice([rule.value for rule in Conversion]),
    default=Conversion.LINEAR.value,
    show_default=True,
    help="Cara mengubah indeks menjadi poin.",
)
@click.option("--json", "as_json", is_flag=True, help="Keluarkan satu dokumen JSON.")
def hasil(
    ipak: str | None,
    ipkp: str | None,
    kinerja: str | None,
    pengungkit: str | None,
    conversion: str,
    as_json: bool,
) -> None:
    """Print points, thresholds and verdicts; exit 2 with one line for unusable figures."""
    try:
        inputs = _inputs(ipak, ipkp, kinerja, pengungkit)
    except Refusal as refusal:
        click.echo(f"kiosk hasil: {refusal}", err=True)
        raise SystemExit(2) from None
    weighed = weigh(inputs, Conversion(conversion))
    verdicts = [judge(weighed, predicate) for predicate in (WBK, WBBM)]
    click.echo(
        json.dumps(document(weighed, verdicts), ensure_ascii=False, indent=2)
        if as_json
        else "\n".join(table(weighed, verdicts))
    )


class NothingGiven(Refusal):
    """The command was called without a single figure."""


def _inputs(
    ipak: str | None, ipkp: str | None, kinerja: str | None, pengungkit: str | None
) -> Inputs:
    if ipak is ipkp is kinerja is pengungkit is None:
        raise NothingGiven(
            "Isikan paling sedikit satu dari --ipak, --ipkp, --kinerja dan --pengungkit "
            "(penjelasan: kiosk hasil --help)."
        )
    return Inputs(
        ipak=_index(entry.IPAK, ipak),
        ipkp=_index(entry.IPKP, ipkp),
        kinerja=None if kinerja is None else entry.read(entry.KINERJA, kinerja),
        pengungkit=None if pengungkit is None else entry.read(entry.PENGUNGKIT, pengungkit),
    )


def _index(asked: entry.Entry, text: str | None) -> SurveyIndex | None:
    return None if text is None else SurveyIndex(entry.read(asked, text), Source.GIVEN)


def document(weighed: Hasil, verdicts: list[Verdict]) -> Document:
    """The JSON of a hasil: figures are exact strings, what is unknown is null."""
    return {
        "ipak": {"index": _survey(weighed.inputs.ipak), **_part(weighed.ipak, IPAK_MAX)},
        "ipkp": {"index": _survey(weighed.inputs.ipkp), **_part(weighed.ipkp, IPKP_MAX)},
        "kinerja": {"index": None, **_part(weighed.kinerja, KINERJA_MAX)},
        "pengungkit": _part(weighed.pengungkit, PENGUNGKIT_MAX),
        "bersih_akuntabel": _figure(weighed.bersih_akuntabel),
        "pelayanan_prima": _figure(weighed.pelayanan_prima),
        "hasil": _figure(weighed.hasil),
        "total": _figure(weighed.total),
        **{verdict.predicate.code: _verdict(verdict) for verdict in verdicts},
    }


def _figure(value: Fraction | None) -> str | None:
    return None if value is None else exact(value)


def _survey(index: SurveyIndex | None) -> str | None:
    return None if index is None else exact(index.value)


def _part(points: Fraction | None, most: Fraction) -> Document:
    return {"points": _figure(points), "max": exact(most)}


def _verdict(verdict: Verdict) -> Document:
    return {
        "passes": verdict.passes,
        "missing": [_missing(lack) for lack in verdict.missing],
        "unchecked": [_unchecked(open_line) for open_line in verdict.unchecked],
    }


def _missing(lack: Shortfall) -> Document:
    return {
        "requirement": lack.name,
        "label": lack.label,
        "needed": exact(lack.needed),
        "value": _figure(lack.value),
        "short": _figure(lack.short),
        "sentence": lack.sentence,
    }


def _unchecked(open_line: Unchecked) -> Document:
    return {
        "requirement": open_line.name,
        "label": open_line.label,
        "needed": _figure(open_line.needed),
        "sentence": open_line.sentence,
    }


def table(weighed: Hasil, verdicts: list[Verdict]) -> Iterator[str]:
    """The lines a person reads: every weight, where each index comes from, what is missing."""
    yield "Komponen hasil Zona Integritas (PermenPANRB 90/2021)"
    yield ""
    yield _row("Bagian", "Indeks", "Nilai", "Bobot", "Sumber")
    yield from _rows(weighed)
    yield from _rounding_note(weighed)
    for verdict in verdicts:
        yield ""
        yield from _verdict_lines(verdict)


def _row(label: str, index: str, points: str, most: str, source: str = "") -> str:
    return f"{label:<37} {index:>10} {points:>12} {most:>7}  {source}".rstrip()


def _rows(weighed: Hasil) -> Iterator[str]:
    given = weighed.inputs
    yield _sum_row("Birokrasi yang Bersih dan Akuntabel", weighed.bersih_akuntabel,
                   BERSIH_AKUNTABEL_MAX)  # fmt: skip
    yield _survey_row("  IPAK (SPAK)", given.ipak, weighed.ipak, IPAK_MAX)
    yield _sum_row("  Capaian kinerja lebih baik", weighed.kinerja, KINERJA_MAX)
    yield _sum_row("Pelayanan Publik yang Prima", weighed.pelayanan_prima, PELAYANAN_PRIMA_MAX)
    yield _survey_row("  IPKP (SPKP)", given.ipkp, weighed.ipkp, IPKP_MAX)
    yield _sum_row("Hasil", weighed.hasil, HASIL_MAX)
    yield _sum_row("Pengungkit", weighed.pengungkit, PENGUNGKIT_MAX)
    yield _sum_row("Nilai total", weighed.total, TOTAL_MAX)


def _shown(value: Fraction | None) -> str:
    return UNKNOWN if value is None else shown(value)


def _sum_row(label: str, points: Fraction | None, most: Fraction) -> str:
    return _row(label, "", _shown(points), _shown(most))


def _survey_row(
    label: str, index: SurveyIndex | None, points: Fraction | None, most: Fraction
) -> str:
    if index is None:
        return _row(label, UNKNOWN, UNKNOWN, _shown(most), "belum ada")
    return _row(label, _shown(index.value), _shown(points), _shown(most), index.source.label)


def _rounding_note(weighed: Hasil) -> Iterator[str]:
    if weighed.inputs != weighed.inputs.rounded:
        yield ""
        yield "Ambang diuji pada indeks yang dibulatkan dua desimal dan nilai yang mengikutinya."


def _verdict_lines(verdict: Verdict) -> Iterator[str]:
    outcome = "semua ambang yang diuji terpenuhi" if verdict.passes else "belum terpenuhi"
    yield f"{verdict.predicate.label}: {outcome}"
    yield from (f"  - {lack.sentence}." for lack in verdict.missing)
    yield from (f"  ? {open_line.sentence}." for open_line in verdict.unchecked)
