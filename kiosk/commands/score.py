"""``kiosk score`` and ``kiosk sample``: the arithmetic of the IKM, without a database."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from kiosk.domain.index import interval, sample
from kiosk.domain.index.ikm import Ikm, Reconciliation, UnsurScore
from kiosk.domain.index.method import Method, parse_places, parse_weight
from kiosk.domain.refusal import Refusal
from kiosk.domain.rounding import half_up, written
from kiosk.domain.survey.instrument import Instrument, say
from kiosk.flows.index.score_file import Scored, score_file

Document = dict[str, object]
_ROUNDING = "none, atau 0 sampai 6 desimal."


@click.command("score", help="Hitung IKM dari berkas CSV, XLSX atau JSON tanpa basis data.")
@click.argument("file", metavar="FILE")
@click.option("--instrument", default="skm-2017", show_default=True, metavar="KODE")
@click.option("--weight", default="exact", show_default=True, metavar="exact|N",
              help="Bobot tiap unsur: exact (1/n) atau angka, misalnya 0.111.")  # fmt: skip
@click.option("--round-unsur", default="none", metavar="K", help=f"NRR unsur: {_ROUNDING}")
@click.option("--round-weighted", default="none", metavar="K", help=f"NRR tertimbang: {_ROUNDING}")
@click.option("--round-index", default="none", metavar="K", help=f"Indeks: {_ROUNDING}")
@click.option("--bands", default="2017", show_default=True, metavar="2017|2004")
@click.option("--conversion", default="bagi-1.5", show_default=True, metavar="bagi-1.5|min-max",
              help="Cara mengubah skala 1-6 menjadi 4.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Keluarkan satu dokumen JSON.")
def score(
    file: str,
    instrument: str,
    weight: str,
    round_unsur: str,
    round_weighted: str,
    round_index: str,
    bands: str,
    conversion: str,
    as_json: bool,
) -> None:
    """Print the index of FILE; exit 2 with one line for unusable input."""
    try:
        method = Method(
            weight=parse_weight(weight),
            round_unsur=parse_places(round_unsur),
            round_weighted=parse_places(round_weighted),
            round_index=parse_places(round_index),
            bands=bands,
            conversion=conversion,
        )
        scored = score_file(Path(file), instrument, method)
    except Refusal as refusal:
        _refuse("score", refusal)
    _print(document(scored), table(scored), as_json=as_json)


@click.command("sample", help="Sampel minimum untuk populasi N menurut Krejcie dan Morgan.",
               context_settings={"ignore_unknown_options": True})  # fmt: skip
@click.argument("population", metavar="N")
@click.option("--json", "as_json", is_flag=True, help="Keluarkan satu dokumen JSON.")
def sample_size(population: str, as_json: bool) -> None:
    """Print the minimum sample by formula and by table; exit 2 for an unusable N."""
    try:
        found = _sample(population)
    except Refusal as refusal:
        _refuse("sample", refusal)
    lines = (
        f"Populasi                                {found['population']}",
        f"Sampel minimum, rumus Krejcie-Morgan    {found['formula']}",
        f"Sampel minimum, tabel Morgan            {found['table']}",
    )
    _print(found, iter(lines), as_json=as_json)


def _sample(text: str) -> Document:
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise sample.InvalidPopulation(
            'Populasi "%(given)s" tidak dapat dipakai: tulis bilangan bulat 1 sampai '
            "%(largest)s tanpa titik ribuan.",
            given=text[:20],
            largest=sample.LARGEST,
        )
    count = int(text)
    return {
        "population": count,
        "formula": sample.krejcie_morgan(count),
        "table": sample.morgan_table(count),
    }


def _refuse(command: str, refusal: Refusal) -> NoReturn:
    click.echo(f"kiosk {command}: {refusal}", err=True)
    raise SystemExit(2) from None


def _print(found: Document, lines: Iterator[str], *, as_json: bool) -> None:
    shown = json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(lines)
    click.echo(shown)


def document(scored: Scored) -> Document:
    """The JSON of a score: published figures are strings with a decimal point, counts numbers."""
    found, method = scored.ikm, scored.method
    return {
        "instrument": scored.structure.code,
        "respondents": found.respondents,
        "ikm": str(found.ikm),
        "mutu": found.grade.mutu,
        "kinerja": say(found.grade.words, "id"),
        "words": dict(found.grade.words),
        "index": str(half_up(found.index, _places(method.round_index))),
        "unrounded": written(found.exact),
        "unsur": [_unsur(one, scored) for one in found.unsur],
        "weight": found.weight,
        "rounding": {
            "unsur": method.round_unsur,
            "weighted": method.round_weighted,
            "index": method.round_index,
            "final": "2 half up",
        },
        "bands": method.bands,
        "interval": _interval(found),
        "reconciliation": [_reconciliation(one) for one in found.reconciliation],
        "excluded": [{"row": one.row, "reason": one.reason} for one in scored.excluded],
        "ignored": list(scored.ignored),
        "remarks": list(scored.remarks),
    }


def _places(asked: int | None) -> int:
    return 4 if asked is None else asked


def _unsur(one: UnsurScore, scored: Scored) -> Document:
    method = scored.method
    return {
        "code": one.code,
        "label": _label(one, scored.structure),
        "name": say(one.name, "id"),
        "n": one.n,
        "sum": one.total,
        "nrr": str(half_up(one.nrr, _places(method.round_unsur))),
        "weighted": str(half_up(one.weighted, _places(method.round_weighted))),
        "value": str(one.value),
        "mutu": one.grade.mutu,
        "kinerja": say(one.grade.words, "id"),
    }


def _label(one: UnsurScore, structure: Instrument) -> str:
    """U1..Un in the order of the instrument's list; other numbering keeps its own."""
    if re.fullmatch(r"U[0-9]+", one.code):
        return one.code
    return f"U{[unsur.code for unsur in structure.unsur].index(one.code) + 1}"


def _interval(found: Ikm) -> Document | None:
    if found.interval is None:
        return None
    return {
        "level": found.interval.level,
        "low": str(found.interval.low),
        "high": str(found.interval.high),
    }


def _reconciliation(one: Reconciliation) -> Document:
    return {"weight": one.weight, "ikm": str(one.ikm), "mutu": one.grade.mutu}


def table(scored: Scored) -> Iterator[str]:
    """The lines a person reads, with the decimal comma of Indonesian reports."""
    yield from _head(scored)
    yield ""
    yield from _unsur_lines(scored)
    yield ""
    names = (f"{_label(one, scored.structure)} {say(one.name, 'id')}" for one in _lowest(scored))
    yield f"Unsur terendah: {'; '.join(names)}"
    yield ""
    yield "Dengan penulisan bobot lain:"
    for one in scored.ikm.reconciliation:
        yield f"  bobot {_comma(one.weight):<8} IKM {_comma(one.ikm):>6}  mutu {one.grade.mutu}"
    yield from _remarks(scored)


def _lowest(scored: Scored) -> tuple[UnsurScore, ...]:
    return scored.ikm.lowest(3)


def _head(scored: Scored) -> Iterator[str]:
    found, method = scored.ikm, scored.method
    count = "tidak diketahui" if found.respondents is None else str(found.respondents)
    yield f"{say(scored.structure.title, 'id')} ({scored.structure.code})"
    yield f"Responden      {count}"
    yield f"IKM            {_comma(found.ikm)}"
    yield f"Mutu           {found.grade.mutu} ({say(found.grade.words, 'id')}), pita {method.bands}"
    yield f"Selang 95 %    {_interval_line(scored)}"
    yield f"Bobot          {_comma(found.weight)}; pembulatan {_rounding(method)}"


def _interval_line(scored: Scored) -> str:
    found = scored.ikm.interval
    if found is None:
        return "tidak dapat dihitung"
    covered = interval.crosses(found, scored.method.bands)
    doubt = f"; mutu {' dan '.join(covered)} belum dapat dibedakan" if covered else ""
    return f"{_comma(found.low)} sampai {_comma(found.high)}{doubt}"


def _rounding(method: Method) -> str:
    steps = (
        ("NRR", method.round_unsur),
        ("NRR tertimbang", method.round_weighted),
        ("indeks", method.round_index),
    )
    said = [f"{name} {places} desimal" for name, places in steps if places is not None]
    return ", ".join([*said, "IKM 2 desimal"])


def _unsur_lines(scored: Scored) -> Iterator[str]:
    width = max(len(say(one.name, "id")) for one in scored.ikm.unsur)
    yield f"{'':<4} {'Unsur':<{width}} {'n':>7} {'Jumlah':>8} {'NRR':>8} {'Nilai':>7}  Mutu"
    for one in scored.ikm.unsur:
        nrr = half_up(one.nrr, _places(scored.method.round_unsur))
        yield (
            f"{_label(one, scored.structure):<4} {say(one.name, 'id'):<{width}} "
            f"{_known(one.n):>7} {_known(one.total):>8} {_comma(nrr):>8} {_comma(one.value):>7}  "
            f"{one.grade.mutu} ({say(one.grade.words, 'id')})"
        )


def _remarks(scored: Scored) -> Iterator[str]:
    if scored.excluded:
        yield ""
        yield "Baris yang tidak dihitung:"
        yield from (f"  baris {one.row}: {one.reason}" for one in scored.excluded)
    if scored.ignored:
        yield ""
        yield f"Kolom yang diabaikan: {', '.join(scored.ignored)}"
    if scored.remarks:
        yield ""
        yield from (f"Perhatian: {remark}" for remark in scored.remarks)


def _known(count: int | None) -> str:
    return "-" if count is None else str(count)


def _comma(value: object) -> str:
    return str(value).replace(".", ",")
