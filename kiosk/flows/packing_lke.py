"""The part of an evidence pack that follows the LKE: the board, every item with how its answer
came about, and the proof of each."""

from collections.abc import Iterator, Mapping

from kiosk.domain.cells import Cell
from kiosk.domain.index import period as periods
from kiosk.domain.zi import board_document
from kiosk.domain.zi.figures import exact
from kiosk.domain.zi.lke_points import Score
from kiosk.domain.zi.lke_sheet import Answered, LkeSheet
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.flows import boarding, dossier, lke_steps
from kiosk.flows.packing import Pack, document, proofs, table
from kiosk.paper import makers
from kiosk.paper.evidence_pack import Member
from kiosk.store.engine import reading
from kiosk.store.zi import lke_versions

BOARD, SHEET = "01-hasil", "05-lke"
_TITLES = [
    "butir", "pertanyaan", "jawaban", "nilai", "asal", "jawaban_otomatis", "dasar_otomatis",
    "catatan", "bukti", "tanpa_bukti",
]  # fmt: skip


def board(pack: Pack) -> Iterator[Member]:
    """The papan hasil as page, workbook and data."""
    with reading():
        found = boarding.board_of(pack.unit, periods.parse(str(pack.year)), pack.now)
        files = _of_year(pack, Subject.PERFORMANCE) + _of_year(pack, Subject.OFFICIAL)
    for extension, content in makers.board(found):
        yield Member(
            f"{BOARD}/papan-hasil.{extension}", content, f"Papan hasil ({extension.upper()})"
        )
    told = board_document.document(found)
    yield document(f"{BOARD}/papan-hasil.json", "Papan hasil sebagai data", (), told)
    yield from proofs(pack, f"{BOARD}/bukti", [("", one) for one in files])


def sheet(pack: Pack) -> Iterator[Member]:
    """Every item, then its proof."""
    with reading():
        found = lke_steps.sheet_of(pack.unit, pack.year, pack.now)
        version = lke_versions.file_of(found.version.code)
    rows = (_row(one) for one in found.answers)
    yield table(f"{SHEET}/lke.csv", "Lembar kerja evaluasi per butir", (), _TITLES, rows)
    yield document(f"{SHEET}/nilai.json", "Nilai per indikator dan area", (), _points(found))
    yield Member(f"{SHEET}/{found.version.code}.toml", version, "Versi LKE yang dipakai")
    files = [(one.item.code, proof) for one in found.answers for proof in one.proofs]
    yield from proofs(pack, f"{SHEET}/bukti", files)


def questions(pack: Pack) -> Mapping[str, str]:
    """LKE item to its question, in its order."""
    with reading():
        version = lke_versions.of(pack.unit.id, pack.year)
    return {item.code: item.question for item in version.items}


def _of_year(pack: Pack, subject: Subject) -> list[Proof]:
    found = dossier.proofs_of(pack.unit.id, subject)
    return [one for key, kept in found.items() if key[:4] == str(pack.year) for one in kept]


def _row(one: Answered) -> list[Cell]:
    data, kept = one.automatic, one.kept
    return [
        one.item.code,
        one.item.question,
        one.answer,
        None if one.value is None else exact(one.value),
        one.origin.label,
        data.answer if data else None,
        data.basis if data else None,
        kept.note if kept else None,
        " ".join(f"{proof.id:06d}.{proof.kind.extension}" for proof in one.proofs),
        "ya" if one.unproven else None,
    ]


def _points(found: LkeSheet) -> Mapping[str, object]:
    scores = found.scores
    return {
        "version": found.version.code,
        "pengungkit": None if found.pengungkit is None else exact(found.pengungkit),
        "points": exact(scores.total.points),
        "open": found.open,
        "areas": {area.area.number: _score(area.score) for area in scores.areas},
        "indicators": {
            one.indicator.code: _score(one.score)
            for area in scores.areas
            for one in area.indicators
        },
    }


def _score(one: Score) -> Mapping[str, object]:
    return {"points": exact(one.points), "most": exact(one.most), "open": one.open}
