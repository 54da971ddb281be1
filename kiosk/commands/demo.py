"""``kiosk demo``: fill an empty installation with a believable one."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import json_option, local_address, on_a_terminal, refusing, show
from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.index.period import of_month
from kiosk.domain.month import month_title
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Level, Role
from kiosk.domain.upkeep.demo_order import DemoOrder
from kiosk.flows.index.keep_breakdowns import keep_breakdowns
from kiosk.flows.people.invite_staff import invite_staff
from kiosk.flows.receiving import House
from kiosk.flows.survey.flag_answers import flag_answers
from kiosk.flows.upkeep.fill_complaints import FilledComplaints, fill_complaints
from kiosk.flows.upkeep.fill_counters import FilledCounters, fill_counters
from kiosk.flows.upkeep.fill_demo import Filled, fill_demo, is_empty
from kiosk.flows.upkeep.fill_dossiers import FilledDossiers, fill_dossiers
from kiosk.flows.upkeep.fill_duties import fill_duties
from kiosk.flows.upkeep.fill_walk import fill_walk

TRACK = "/lacak"
PEOPLE = {
    "head": ("kepala@contoh.example", "Kepala Contoh", Role.HEAD),
    "officer": ("petugas@contoh.example", "Petugas Contoh", Role.COMPLAINT_OFFICER),
}

AT_COUNTERS = (
    ("loket1@contoh.example", "Ina Contoh"),
    ("loket2@contoh.example", "Anton Contoh"),
)


@click.command("demo", help="Isi instalasi kosong dengan data contoh NTT.")
@click.option("--units", type=int, default=DemoOrder.units, show_default=True, metavar="N")
@click.option("--months", type=int, default=DemoOrder.months, show_default=True, metavar="M")
@click.option(
    "--answers",
    type=int,
    default=DemoOrder.answers,
    show_default=True,
    metavar="A",
    help="Responden SKM seluruhnya.",
)
@click.option(
    "--complaints",
    type=int,
    default=DemoOrder.complaints,
    show_default=True,
    metavar="C",
    help="Laporan warga seluruhnya.",
)
@click.option(
    "--seed",
    type=int,
    default=DemoOrder.seed,
    show_default=True,
    metavar="S",
    help="Benih yang sama memberi data yang sama.",
)
@click.option("--if-empty", is_flag=True, help="Diam saja bila instalasi sudah berisi.")
@json_option
@with_appcontext
@refusing
def demo(
    units: int,
    months: int,
    answers: int,
    complaints: int,
    seed: int,
    if_empty: bool,
    as_json: bool,
) -> None:
    """Exit 2 where the installation holds anything, or where a number is unusable. A first round
    of signals and breakdowns is made here; what a very large demo has more, the jobs do."""
    order = DemoOrder(units, months, answers, complaints, seed)
    if if_empty and not is_empty():
        return
    # Nobody is invited yet: nobody is to get mail about them.
    filled, reports = _fill(order), _fill_complaints(order)
    counters = fill_counters(order, clock.now())
    flag_answers()
    keep_breakdowns()
    links = _invite(filled)
    _man(filled)
    fill_walk(filled.first_unit, clock.now())
    dossiers = fill_dossiers(order, _house(), clock.now())
    seen = {"tablets": counters.tablets, "taps": counters.taps, "offered": counters.offered}
    document = {**_document(filled), **seen, **_reports(reports), "links": links}
    lines = [
        *_lines(filled),
        *_counter_lines(counters),
        *_report_lines(reports),
        *_dossier_lines(dossiers),
        *_link_lines(links),
    ]
    show(document, lines, as_json=as_json)


def _invite(filled: Filled) -> dict[str, str]:
    """One-time links for a head and an officer of the first unit; nobody has a password yet."""
    base, found = current_app.config["KIOSK"].public_url or local_address(), {}
    for name, (email, person, role) in PEOPLE.items():
        invited = invite_staff(
            None, email, person, role, Level.UNIT, filled.first_unit, clock.now()
        )
        found[name] = f"{base}{invited.path}"
    return found


def _man(filled: Filled) -> None:
    """Two officers at counters of the first unit, without a way in: the head may invite them."""
    now, unit = clock.now(), filled.first_unit
    made = [
        invite_staff(None, email, name, Role.COUNTER_OFFICER, Level.UNIT, unit, now).staff_code
        for email, name in AT_COUNTERS
    ]
    fill_duties(unit, made, now)


def _counter_lines(made: FilledCounters) -> list[str]:
    return [
        f"  {made.tablets} tablet, {made.taps} ketukan, {made.offered} kunjungan bulan ini "
        "ditawari menilai"
    ]


def _dossier_lines(made: FilledDossiers) -> list[str]:
    holds = f"; {made.granted} berpredikat WBK sejak tahun lalu" if made.granted else ""
    base = current_app.config["KIOSK"].public_url or local_address()
    return [
        f"Berkas Zona Integritas, {made.standards} standar pelayanan terbit{holds}:",
        f"  {base}/admin/zi/",
    ]


def _link_lines(links: dict[str, str]) -> list[str]:
    return [
        "Tautan masuk sekali pakai:",
        f"  kepala unit:       {links['head']}",
        f"  petugas pengaduan: {links['officer']}",
    ]


def _fill(order: DemoOrder) -> Filled:
    if not on_a_terminal() or not is_empty():
        return fill_demo(order, clock.now())
    with click.progressbar(length=order.answers, label="Jawaban contoh", file=sys.stderr) as bar:
        return fill_demo(order, clock.now(), bar.update)


def _fill_complaints(order: DemoOrder) -> FilledComplaints:
    house = _house()
    if not on_a_terminal() or not order.complaints:
        return fill_complaints(order, house, clock.now())
    label = "Laporan contoh"
    with click.progressbar(length=order.complaints, label=label, file=sys.stderr) as bar:
        return fill_complaints(order, house, clock.now(), bar.update)


def _house() -> House:
    settings = current_app.config["KIOSK"]
    keys = Keys(current_app.config["SECRET_KEY"])
    return House(keys, settings.uploads, settings.instance_dir, settings.clamd)


def _reports(made: FilledComplaints) -> dict[str, object]:
    """With the receipt of one: whoever tries the demo has no other way into ``/lacak``."""
    shown = made.receipt and {
        "number": spoken_number(made.receipt.number),
        "phrase": made.receipt.phrase,
        "path": TRACK,
    }
    return {"complaints": made.count, "sealed_complaints": made.sealed, "receipt": shown}


def _report_lines(made: FilledComplaints) -> list[str]:
    if made.receipt is None:
        return []
    base = current_app.config["KIOSK"].public_url or local_address()
    return [
        f"{made.count} laporan warga, {made.sealed} di antaranya terlindungi. Satu untuk dilacak:",
        f"  {base}{TRACK}",
        f"  nomor: {spoken_number(made.receipt.number)}",
        f"  frasa: {made.receipt.phrase}",
    ]


def _paths(filled: Filled) -> tuple[str, str]:
    """Where a citizen begins, and where the unit's head does."""
    period = of_month(filled.last_month)
    return f"/s/{filled.first_point}", f"/admin/ikm/{filled.first_unit}/{period}"


def _document(filled: Filled) -> dict[str, object]:
    citizen, head = _paths(filled)
    return {
        "seed": filled.order.seed,
        "instansi": filled.instansi,
        "units": filled.units,
        "services": filled.services,
        "points": filled.points,
        "months": [str(of_month(filled.first_month)), str(of_month(filled.last_month))],
        "answers": filled.answers,
        "file_answers": filled.file_answers,
        "suggestions": filled.suggestions,
        "visits": filled.visits,
        "citizen": citizen,
        "head": head,
    }


def _lines(filled: Filled) -> list[str]:
    base = current_app.config["KIOSK"].public_url or local_address()
    citizen, head = _paths(filled)
    span = f"{month_title(filled.first_month)} sampai {month_title(filled.last_month)}"
    return [
        f"Data contoh siap (benih {filled.order.seed}), {span}:",
        f"  {filled.instansi} instansi, {filled.units} unit, {filled.services} layanan, "
        f"{filled.points} loket",
        f"  {filled.answers} jawaban SKM, {filled.suggestions} di antaranya dengan saran",
        f"  {filled.file_answers} jawaban SPKP dan SPAK dari berkas unit Zona Integritas",
        f"  {filled.visits} kunjungan tercatat",
        f"Penilaian: {base}{citizen}",
        f"Laporan: {base}{head}",
    ]
