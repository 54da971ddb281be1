"""A shared tablet at a counter: enrolled, touched by one visitor after another, cut off at will."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.installation import COUNTER, Site
from tests.browser.people import Citizen
from tests.services.databases import config_for, let_go
from tests.tablets import code_at, enrol

if TYPE_CHECKING:
    from flask import Flask

READY = """async () => {
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller) return;
  await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done));
}"""
WAITING = """() => new Promise(done => {
  const asked = indexedDB.open('antrean');
  asked.onsuccess = () => {
    const all = asked.result.transaction('kiriman').objectStore('kiriman').getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result); };
  };
})"""
OF_POINT = "WHERE point_id = (SELECT id FROM points WHERE code = ?)"
ANSWERS = f"SELECT count(*) FROM answers {OF_POINT}"
TICKETS = f"SELECT count(*) FROM tickets {OF_POINT}"
UNTIL = """const until = async told => {
  while (!(await told())) await new Promise(done => setTimeout(done, 50));
};"""
REMAINS = """async () => {
  const found = [document.documentElement.outerHTML, location.href, JSON.stringify(history.state)];
  for (const storage of [localStorage, sessionStorage]) found.push(JSON.stringify({...storage}));
  for (const {name} of await indexedDB.databases()) {
    const base = await new Promise(done => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    for (const store of base.objectStoreNames) {
      const all = base.transaction(store).objectStore(store).getAll();
      const kept = await new Promise(done => { all.onsuccess = () => done(all.result); });
      found.push(JSON.stringify(kept));
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found.push(request.url, await (await cache.match(request)).text());
    }
  }
  for (const field of document.querySelectorAll('input, textarea')) found.push(field.value);
  return found;
}"""


def app_of(site: Site) -> Flask:
    """The installation that is served, for what only its flows can do."""
    from kiosk.app import create_app

    folder = Path(site.inside.database.removeprefix("sqlite:///")).parent
    return create_app(config_for(site.inside.database, folder))


def code_for(site: Site, point: str = COUNTER) -> str:
    """A one-time code, as the desk hands it out."""
    app = app_of(site)
    made = code_at(app, point)
    let_go(app)
    return made


def key_for(site: Site, point: str = COUNTER) -> str:
    """The key of a tablet that has just been enrolled there."""
    app = app_of(site)
    made = enrol(app, point)
    let_go(app)
    return made


class Tablet(Citizen):
    """Whoever stands before it. ``point``: the counter it belongs to."""

    point = COUNTER

    @property
    def home(self) -> str:
        return f"{self.site.root}/k/{self.point}"

    def know(self, key: str = "") -> str:
        """Give the browser a tablet's key, a new one where there is none."""
        key = key or key_for(self.site, self.point)
        self.page.context.add_cookies(
            [
                {
                    "name": "loket",
                    "value": key,
                    "domain": "127.0.0.1",
                    "path": "/k/",
                    "httpOnly": True,
                    "sameSite": "Strict",
                }
            ]
        )
        return key

    def start(self) -> None:
        """The start page, with all it needs kept for a day without a network. Outside office
        hours a first touch only lights the screen."""
        curtain = self.page.locator(".curtain")
        self.page.add_locator_handler(curtain, curtain.click)
        with self.page.expect_response("**/detak"):
            self.page.goto(self.home)
        self.page.evaluate(READY)

    def cut(self, off: bool = True) -> None:
        self.page.context.set_offline(off)

    def enter(self, way: str) -> None:
        """By one of the large buttons."""
        before = self.page.url
        self.tap(self.page.get_by_role("link", name=way, exact=True))
        self.page.wait_for_url(lambda url: url != before, wait_until="domcontentloaded")

    def rate(self, value: str = "4") -> None:
        """A whole survey, up to the thanks."""
        self.enter("Beri nilai")
        self.to_the_end(value)
        self.tap(self.button("Kirim penilaian"))

    def complain(self, text: str, way: str = "Sampaikan pengaduan") -> tuple[str, list[str]]:
        """Number and words as they stood before sending."""
        self.enter(way)
        self.page.locator("#uraian").fill(text)
        shown = self.receipt()
        self.tap(self.button("Kirim laporan"))
        return shown

    def receipt(self) -> tuple[str, list[str]]:
        box = self.page.locator(".receipt")
        expect(box.locator("li")).to_have_count(8)
        return box.locator(".number").inner_text(), box.locator("li").all_inner_texts()

    def done(self, name: str = "Selesai, kembali ke awal") -> None:
        self.tap(self.button(name))
        self.page.wait_for_url(self.home)

    def waiting(self) -> list[dict[str, Any]]:
        """What is kept to be sent."""
        found: list[dict[str, Any]] = self.page.evaluate(WAITING)
        return found

    def emptied(self) -> None:
        """Until nothing waits any more."""
        self.page.evaluate(f"{UNTIL}\nuntil(async () => (await ({WAITING})()).length === 0)")

    def remains(self) -> str:
        """Everything this browser holds of the tablet, in one text."""
        return json.dumps(self.page.evaluate(REMAINS), ensure_ascii=False)


def rows(site: Site, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Straight from the database."""
    path = site.inside.database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as base:
        return base.execute(query, values).fetchall()


def counted(site: Site, point: str = COUNTER) -> tuple[int, int]:
    """(answers, complaints) of a counter."""
    answers = rows(site, ANSWERS, point)[0][0]
    return answers, rows(site, TICKETS, point)[0][0]
