"""The walks of the survey and of a complaint, through nginx, on both web hosts."""

from urllib.parse import urlsplit

from benchmarks.cluster import citizen, staffer
from benchmarks.cluster.table import Table, promise
from benchmarks.cluster.town import Town
from benchmarks.cluster.visitor import NotSeen

ANSWER = "Cetakan tertunda karena blangko habis; KTP dapat diambil hari ini."


def walk(town: Town, table: Table) -> None:
    table.add("walk: survey", "a citizen rates, the head has one answer more",
              lambda: _rated(town, town.code))  # fmt: skip
    table.add("walk: complaint", "reported, answered by an officer, read by the reporter",
              lambda: _answered(town, town.code))  # fmt: skip


def _rated(town: Town, code: str) -> str:
    head = town.seat("head")
    page = urlsplit(town.demo["head"]).path
    before = staffer.respondents(head, page)
    citizen.rate(town.door, code)
    after = staffer.respondents(head, page)
    return promise(after == before + 1, f"{before} respondents, then {after}")


def _answered(town: Town, code: str) -> str:
    receipt = citizen.report(town.door, code)
    officer = town.seat("officer")
    staffer.answer(officer, receipt.number, ANSWER)
    told = citizen.follow(town.door, receipt)
    stranger = _is_turned_away(town, receipt.number)
    return promise(ANSWER in told and stranger, f"report {receipt.number}, answered and read")


def _is_turned_away(town: Town, number: str) -> bool:
    try:
        citizen.follow(town.door, citizen.Reported(number, "bukan frasa saya"))
    except NotSeen as refused:
        return "422" in str(refused)
    return False
