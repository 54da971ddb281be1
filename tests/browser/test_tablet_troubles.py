"""What goes wrong at a counter: a gate that answers for the server, two windows, a full disk, an
address without https, a screen keyboard, a stolen tablet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.installation import Site
from tests.browser.people import DESK, PHONE, TABLET
from tests.browser.tablet import Tablet, app_of, counted
from tests.browser.test_axe import objections

pytestmark = pytest.mark.browser

STORY = "Kursi tunggu kurang."
FULL = """() => {
  IDBObjectStore.prototype.add = () => { throw new DOMException('', 'QuotaExceededError'); };
}"""
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', {value: undefined})"
NO_HTTPS = """
Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined});
Object.defineProperty(Navigator.prototype, 'serviceWorker', {value: undefined});
"""
# Who waits eight seconds for the server's word waits half a second; nothing else is hurried.
IMPATIENT = """
{
  const slow = window.setTimeout;
  window.setTimeout = (done, ms, ...told) => slow(done, ms === 8000 ? 500 : ms, ...told);
}
"""
WITHIN = """element => {
  const box = element.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}"""


@pytest.fixture
def new_tablet(visit: Callable[..., Tablet]) -> Callable[..., Tablet]:
    def made(size: tuple[int, int] = TABLET) -> Tablet:
        tablet = visit(Tablet, size, has_touch=True)
        tablet.watch.gives_up = tablet.watch.offline = True
        tablet.watch.refusals |= {401, 503}
        tablet.know()
        return tablet

    return made


def _busy(route: Route) -> None:
    route.fulfill(status=503, content_type="application/json", body="{}")


def _gate(route: Route) -> None:
    """A hotel's or an office's network that asks to sign in, with status 200."""
    route.fulfill(status=200, content_type="text/html", body="<h1>Masuk ke WiFi</h1>")


def test_nothing_is_forgotten_before_the_server_has_it(
    new_tablet: Callable[..., Tablet], site: Site
) -> None:
    tablet, before = new_tablet(), counted(site)
    tablet.page.context.add_init_script(IMPATIENT)
    tablet.start()
    for answer in (_busy, _gate):
        tablet.page.route("**/kirim", answer)
        tablet.rate("3")
        expect(tablet.page.get_by_text("Tersimpan di tablet ini")).to_be_visible()
        tablet.done()
        tablet.page.unroute("**/kirim")
        tablet.page.route("**/kirim", _gate)
    assert len(tablet.waiting()) == 2
    assert counted(site) == before
    tablet.page.unroute("**/kirim")
    _in_two_windows(tablet)
    assert counted(site) == (before[0] + 2, before[1])
    tablet.page.context.add_init_script(NO_LOCKS)
    tablet.cut()
    tablet.page.goto(tablet.home)
    for value in ("1", "2"):
        tablet.rate(value)
        tablet.done()
    _in_two_windows(tablet)
    assert counted(site) == (before[0] + 4, before[1])


def _in_two_windows(tablet: Tablet) -> None:
    """Each begins to send as it opens; each thing is sent once, the first first."""
    sent: list[int] = []

    def note(request: Request) -> None:
        if request.url.endswith("/kirim"):
            sent.append((request.post_data_json or {})["seq"])

    context = tablet.page.context
    tablet.cut()
    other = context.new_page()
    for page in (tablet.page, other):
        page.on("request", note)
        page.goto(tablet.home)
    sent.clear()
    tablet.cut(False)
    for page in (tablet.page, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    tablet.emptied()
    assert sent == sorted(set(sent))
    assert len(sent) == 2
    other.close()


def test_a_full_tablet_says_so_and_keeps_the_form(new_tablet: Callable[..., Tablet]) -> None:
    tablet = new_tablet()
    tablet.start()
    tablet.enter("Sampaikan pengaduan")
    tablet.page.evaluate(FULL)
    tablet.page.locator("#uraian").fill(STORY)
    tablet.tap(tablet.button("Kirim laporan"))
    expect(tablet.page.get_by_role("alert")).to_contain_text("Penyimpanan tablet penuh")
    assert tablet.page.locator("#uraian").input_value() == STORY


def test_without_https_it_works_with_a_network_and_says_so(
    new_tablet: Callable[..., Tablet], site: Site
) -> None:
    tablet, before = new_tablet(), counted(site)
    page = tablet.page
    page.context.add_init_script(NO_HTTPS)
    page.goto(tablet.home)
    curtain = page.locator(".curtain")
    page.add_locator_handler(curtain, curtain.tap)
    expect(page.get_by_text("Tanpa jaringan tablet ini tidak dapat mengirim")).to_be_visible()
    shown = tablet.complain(STORY)
    expect(page.get_by_role("heading", name="Laporan Anda kami terima")).to_be_visible()
    assert tablet.receipt() == shown
    assert counted(site) == (before[0], before[1] + 1)
    tablet.done("Selesai, hapus dari layar")
    tablet.enter("Sampaikan pengaduan")
    tablet.receipt()
    tablet.cut()
    page.locator("#uraian").fill(STORY)
    tablet.tap(tablet.button("Kirim laporan"))
    expect(page.get_by_role("alert")).to_contain_text("Belum terkirim: tidak ada jaringan")
    assert tablet.waiting() == [], "nothing lies open on the tablet"


@pytest.mark.parametrize("size", [PHONE, TABLET])
def test_a_screen_keyboard_hides_neither_the_field_nor_the_button(
    new_tablet: Callable[..., Tablet], size: tuple[int, int]
) -> None:
    tablet = new_tablet(size)
    page = tablet.page
    page.goto(f"{tablet.home}/aduan")
    page.locator("input[name=identitas][value=terbuka]").check()
    for field in ("#kontak", "#uraian"):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.locator(field).focus()
        page.set_viewport_size({"width": size[0], "height": size[1] // 2})
        page.wait_for_function(f"() => ({WITHIN})(document.querySelector('{field}'))")
    button = tablet.button("Kirim laporan")
    button.scroll_into_view_if_needed()
    assert button.evaluate(WITHIN)


def test_a_revoked_tablet_shows_nothing_and_keeps_what_waits(
    new_tablet: Callable[..., Tablet],
) -> None:
    tablet = new_tablet()
    tablet.start()
    tablet.cut()
    tablet.rate("4")
    tablet.done()
    _revoke(tablet)
    tablet.cut(False)
    told = tablet.page.get_by_role("heading", name="Tablet ini dicabut")
    expect(told).to_be_focused()
    assert objections(tablet.page) == []
    assert len(tablet.waiting()) == 1
    tablet.watch.refusals.add(403)
    # Locked down, it has no address bar and no reload: the way back stands on the page.
    tablet.page.get_by_role("link", name="Daftarkan lagi").click()
    expect(tablet.page.get_by_role("heading", name="Daftarkan tablet ini")).to_be_visible()


def _revoke(tablet: Tablet) -> None:
    from kiosk import clock
    from kiosk.store.engine import transaction
    from kiosk.store.place import devices
    from tests.services.databases import let_go

    key = next(one["value"] for one in tablet.page.context.cookies() if one["name"] == "loket")
    app = app_of(tablet.site)
    with app.app_context(), transaction():
        devices.revoke(devices.by_key(key).id, 0, clock.now())
    let_go(app)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=str)
def test_axe_and_every_step_on_the_screen(
    new_tablet: Callable[..., Tablet], size: tuple[int, int]
) -> None:
    tablet = new_tablet(size)
    page = tablet.page
    tablet.start()
    found = {"start": objections(page)}
    tablet.enter("Beri nilai")
    scrolled = []
    while not tablet.at_the_end():
        scrolled += [] if tablet.fits() else [tablet.question()]
        tablet.go_on()
    found["survey"] = objections(page)
    tablet.tap(tablet.button("Kirim penilaian"))
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    found["thanks"] = objections(page)
    page.goto(f"{tablet.home}/integritas?bahasa=en")
    found["complaint"] = objections(page)
    page.evaluate("document.querySelector('dialog').showModal()")
    found["question"] = objections(page)
    assert {name: broken for name, broken in found.items() if broken} == {}
    assert scrolled == []
    needs, has = tablet.widths()
    assert needs <= has
