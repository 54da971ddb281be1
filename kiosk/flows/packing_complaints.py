"""The part of an evidence pack about complaints: how many, how many on time, and how long they
took. Without sealed cases, so that it tells nobody that there is one."""

from collections.abc import Iterator

from kiosk.domain.cells import Cell
from kiosk.domain.complaint.handling import Handling, StageFigures
from kiosk.domain.complaint.handling_counts import Dimension, Stage
from kiosk.domain.complaint.handling_names import name_of
from kiosk.domain.complaint.share import Share
from kiosk.flows import handled
from kiosk.flows.packing import Pack, table
from kiosk.paper.evidence_pack import Member
from kiosk.store.engine import reading

FOLDER = "06-pengaduan"
HANDLED = ("V.p.iii.b", "V.r.ii.a", "VI.p.iii.c", "VI.r.ii.a")
CHANNELS = ("VI.p.iii.a", "VI.r.ii.a")
_SHARES = ["ukuran", "banyak", "dari", "persen", "penyebut"]
_STAGES = [
    "tahap", "sudah", "median_hari_kerja", "p90_hari_kerja", "belum", "terlama_belum",
    "tepat_waktu", "dari", "persen_tepat_waktu",
]  # fmt: skip


def members(pack: Pack) -> Iterator[Member]:
    with reading():
        found = handled.of_year(pack.unit, pack.year, pack.now)
    shares = [_share(name, one) for name, one in found.shares.items()]
    yield table(f"{FOLDER}/penanganan.csv", "Pengaduan ditangani", HANDLED, _SHARES, shares)
    stages = [_stage(one) for one in found.stages.values()]
    yield table(f"{FOLDER}/waktu.csv", "Waktu penanganan pengaduan", HANDLED, _STAGES, stages)
    titles = ["menurut", "kode", "nama", "laporan"]
    counts = list(_counts(found))
    yield table(
        f"{FOLDER}/rincian.csv", "Pengaduan menurut kanal dan kelas", CHANNELS, titles, counts
    )


def _share(name: str, one: Share) -> list[Cell]:
    return [name, one.part, one.whole, one.percent, one.of]


def _stage(one: StageFigures) -> list[Cell]:
    """No regulation limits the closing, so nothing of it is on time."""
    limit: list[Cell] = [None, None, None]
    if one.stage is not Stage.CLOSING:
        limit = [one.on_time.part, one.on_time.whole, one.on_time.percent]
    head: list[Cell] = [one.stage.label, one.reached, one.median, one.p90, one.waiting]
    return [*head, one.oldest_waiting, *limit]


def _counts(found: Handling) -> Iterator[list[Cell]]:
    for by in (
        Dimension.STATE,
        Dimension.TICKET_CLASS,
        Dimension.KIND,
        Dimension.CHANNEL,
        Dimension.MONTH,
    ):
        for key, count in found.breakdowns[by].items():
            yield [by.label, str(key), name_of(by, key), count]
