"""The primary dies under load: what was acknowledged, and how long nobody could write."""

import time

from benchmarks.cluster import patroni, pgbouncer
from benchmarks.cluster.citizen import Reported, follow, report
from benchmarks.cluster.ground import wait_until
from benchmarks.cluster.load import Crowd, Sent
from benchmarks.cluster.table import Table, promise
from benchmarks.cluster.town import Town

BEFORE, AFTER = 4.0, 4.0
"""Seconds of load around it, each."""
LONGEST_PAUSE = 45.0
"""ttl 20, a look every 5, and the pools that have to notice."""


class Kill:
    """One primary killed, with all that is needed to judge it afterwards."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.before = _kept(town)
        self.crowd = Crowd(town.door, town.points())
        self.receipt: Reported | None = None
        self.killed_at = 0.0
        self.sent = Sent()

    def happen(self) -> str:
        self.crowd.begin()
        time.sleep(BEFORE)
        self.receipt = report(self.town.door, self.town.code)
        old = self.town.pair.primary()
        self.killed_at = time.monotonic()
        self.town.pair.kill(old)
        try:
            wait_until("somebody who may write", lambda: self._goes_on(old.name), LONGEST_PAUSE)
            time.sleep(AFTER)
        finally:
            self.sent = self.crowd.end()
        new = self.town.pair.primary()
        pause = self.sent.pause(self.killed_at)
        figure = f"{old.name} -> {new.name}, no answer taken for {pause:.1f} s"
        return promise(new is not old and pause <= LONGEST_PAUSE, figure)

    def _goes_on(self, old: str) -> bool:
        return self.sent_since() and self.town.pair.primary().name != old

    def sent_since(self) -> bool:
        return self.crowd.sent.since(self.killed_at + 1) > 0

    def nothing_lost(self) -> str:
        """By key; the report by its receipt."""
        kept = {bytes(row[0]) for row in self.town.sql("SELECT key FROM submissions")}
        lost = [one for one in self.sent.acknowledged if one not in kept]
        assert self.receipt is not None
        told = self.receipt.number in follow(self.town.door, self.receipt).replace("-", "")
        figure = (
            f"{len(self.sent.acknowledged)} acknowledged, {len(lost)} lost, report read: {told}"
        )
        return promise(not lost and told and not self.sent.refused, figure)

    def nothing_twice(self) -> str:
        """More than was acknowledged may be there only where the answer to a sender was lost."""
        more = _kept(self.town) - self.before
        known = {bytes(row[0]) for row in self.town.sql("SELECT key FROM submissions")}
        mine = len([*self.sent.acknowledged, *(one for one in self.sent.open if one in known)])
        figure = f"{more} rows of {mine} keys; {self.sent.again} tries were put off"
        return promise(more == mine, figure)

    def comes_back(self) -> str:
        """The dead node is started anew, follows the other, and is waited for again."""
        old = next(one for one in self.town.pair.nodes if one is not self.town.pair.primary())
        self.town.pair.start(old)
        pgbouncer.again(self.town.pair, old)
        return f"{patroni.settled(self.town.pair, 60):.1f} s until a commit is on both again"


def _kept(town: Town) -> int:
    return int(town.sql("SELECT count(*) FROM answers")[0][0])


def fail_over(town: Town, table: Table) -> None:
    table.add("fail-over", "a commit is on both nodes, before", lambda: _ready(town))
    kill = Kill(town)
    if table.add("fail-over", "host of the primary killed (-9) under load", kill.happen):
        table.add("fail-over", "every acknowledged answer is there", kill.nothing_lost)
        table.add("fail-over", "none was counted twice", kill.nothing_twice)
    table.add("fail-over", "the old primary comes back as replica", kill.comes_back)


def _ready(town: Town) -> str:
    return f"{patroni.settled(town.pair, 60):.1f} s until it was"
