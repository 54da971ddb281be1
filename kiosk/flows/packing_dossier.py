"""The part of an evidence pack about the dossier itself: phases and their proof, the plan of
action, what evaluators said, the five components, and what the Ombudsman found.

Registers of gifts and conflicts name officers, so only how many there are goes into a pack, and
of few not even that.
"""

from collections.abc import Iterator

from kiosk.domain.cells import Cell
from kiosk.domain.zi import register_counts
from kiosk.domain.zi.components import Line
from kiosk.domain.zi.figures import exact
from kiosk.domain.zi.finding import State
from kiosk.domain.zi.phase import FIELDS, proof_key
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register import Entry
from kiosk.flows import (
    assessing,
    component_steps,
    dossier,
    phasing,
    register_steps,
    standing_orders,
)
from kiosk.flows.packing import Pack, document, proofs, table
from kiosk.paper.evidence_pack import Member
from kiosk.store.engine import reading
from kiosk.store.place import units
from kiosk.store.zi import actions, registers

PHASES, SERVICE, WATCHED = "07-tahapan", "08-pelayanan", "10-ombudsman"
STANDARDS = ("VI.p.i.b", "VI.p.i.d")


def phases(pack: Pack) -> Iterator[Member]:
    """What each phase says, its proof, actions with theirs, and the assessments."""
    with reading():
        walk = phasing.walk_of(pack.unit, pack.year)
        plan = actions.of_unit(pack.unit.id, pack.year)
        judged = assessing.assessments_of(pack.unit, pack.year)
        keys = [proof_key(step.year, phase) for phase, step in walk.items()]
        shown = dossier.proofs_of(pack.unit.id, Subject.PHASE, keys)
        done = dossier.proofs_of(pack.unit.id, Subject.ACTION, [str(one.id) for one in plan])
    rows: list[list[Cell]] = [
        [phase.label, step.on, field.label, step.facts.get(field.name)]
        for phase, step in walk.items()
        for field in FIELDS[phase]
    ]
    titles = ["tahap", "tanggal", "isian", "isi"]
    yield table(f"{PHASES}/tahapan.csv", "Tahapan pembangunan ZI", (), titles, rows)
    frozen = {phase.value: step.frozen for phase, step in walk.items() if step.frozen}
    if frozen:
        title = "Angka pada hari pengusulan, sebagaimana dibekukan"
        yield document(f"{PHASES}/pengusulan.json", title, (), frozen)
    tried: list[list[Cell]] = [
        [one.id, one.area, one.action, one.owner, one.due, one.state.label, one.progress,
         one.done_on, one.notes]
        for one in plan
    ]  # fmt: skip
    titles = ["nomor", "area", "aksi", "penanggung_jawab", "tenggat", "keadaan", "persen",
              "selesai_pada", "catatan"]  # fmt: skip
    yield table(f"{PHASES}/rencana-aksi.csv", "Rencana aksi tim kerja", (), titles, tried)
    said: list[list[Cell]] = [
        [item, one.by, one.answer, exact(one.value), one.note]
        for item, every in judged.items()
        for one in every
    ]
    titles = ["butir", "penilai", "jawaban", "nilai", "catatan"]
    yield table(f"{PHASES}/penilaian.csv", "Penilaian TPI dan TPN per butir", (), titles, said)
    files = [one for every in (*shown.values(), *done.values()) for one in every]
    yield from proofs(pack, f"{PHASES}/bukti", [("", one) for one in files])


def service(pack: Pack) -> Iterator[Member]:
    """Standards in force and the checklist of the five components with its proof."""
    with reading():
        standing = standing_orders.standing_of(pack.unit, units.below(pack.unit.id))
        sheet = component_steps.sheet_of(pack.unit, pack.year, pack.now)
    rows: list[list[Cell]] = [
        [one.code, one.name, one.edition, one.published_on, one.filled, one.decree]
        for one in standing.services
    ]
    titles = ["layanan", "nama", "edisi", "berlaku_sejak", "komponen_terisi", "sk"]
    yield table(f"{SERVICE}/standar.csv", "Standar pelayanan", STANDARDS, titles, rows)
    checks = [[part.component.label, *_check(line)] for part in sheet.parts for line in part.lines]
    titles = ["komponen", "butir", "ada", "menurut_data", "catatan"]
    yield table(f"{SERVICE}/komponen.csv", "Lima komponen pelayanan", (), titles, checks)
    files = [one for every in sheet.proofs.values() for one in every]
    yield from proofs(pack, f"{SERVICE}/bukti", [("", one) for one in files])


def _check(line: Line) -> list[Cell]:
    note = line.said.note if line.said else None
    return [line.check.text, "ya" if line.done else "belum", line.found.basis, note]


def watched(pack: Pack) -> Iterator[Member]:
    """Findings and recommendations with their proof; of the registers how many entries."""
    with reading():
        below = units.below(pack.unit.id)
        found = [one for one in registers.of_units(Subject.FINDING, below) if not one.retracted]
        counts = register_steps.counts_of(below, pack.year)
        keys = [str(one.id) for one in found]
        files = dossier.proofs_of(pack.unit.id, Subject.FINDING, keys)
    rows = [_finding(one) for one in found]
    titles = ["nomor", "jenis", "surat", "diterima", "tenggat", "keadaan", "selesai_pada", "isi",
              "tindakan"]  # fmt: skip
    yield table(f"{WATCHED}/temuan.csv", "Temuan dan rekomendasi Ombudsman", (), titles, rows)
    told = {
        "gratifikasi": register_counts.told(counts.gifts),
        "benturan_kepentingan": register_counts.told(counts.conflicts),
    }
    yield document(f"{WATCHED}/register.json", "Banyak isian register", ("V.p.i.b",), told)
    every = [one for those in files.values() for one in those]
    yield from proofs(pack, f"{WATCHED}/bukti", [("", one) for one in every])


def _finding(one: Entry) -> list[Cell]:
    said = one.values
    return [
        one.id, said["kind"], said["number"], said["received"], said["due"],
        State(one.state).label, one.done_on, said["text"], said["action"],
    ]  # fmt: skip
