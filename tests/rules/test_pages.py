"""Every page: one h1, a title that begins with it, labelled inputs, nothing inline, a stamp in
each form that posts. In both languages, empty and full, refused and accepted."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk import clock
from tests import papers
from tests.published import publish_once
from tests.rules.addresses import desk_requests, is_desk, methods, rules
from tests.rules.installation import (
    CLOSED,
    EMPTY_UNIT,
    OPEN,
    SEVERAL,
    UNIT,
    Places,
    answer,
)
from tests.rules.pages import Page
from tests.rules.people import sit_down
from tests.tablets import enrol
from tests.visits import offer_at

NOT_PAGES = {
    "api.document",
    "board.code",
    "board.data",
    "board.photo",
    "board.thumbnail",
    "colours.sheet",
    "health.figures",
    "health.healthz",
    "health.readyz",
    "phone.worker",
    "public.handling_data",
    "published_data.data",
    "published_data.data_of",
    "published_data.table",
    "published_data.table_of",
    "published_feed.feed",
    "widget.picture",
    "sound.recording",
    "tablet.kata",
    "tablet.worker",
}
Visit = Callable[[FlaskClient], TestResponse]


def get(address: str) -> Visit:
    return lambda client: client.get(address)


def touch(address: str) -> Visit:
    """On a tablet of the counter."""

    def visit(client: FlaskClient) -> TestResponse:
        key = enrol(client.application, OPEN)
        client.set_cookie("loket", key, path="/k/")
        return client.get(address)

    return visit


def served(bahasa: str) -> Visit:
    """With the sign of a visit."""

    def visit(client: FlaskClient) -> TestResponse:
        token = offer_at(client.application, OPEN, None, clock.now()).token
        return client.get(_in(bahasa, f"/t/{token}"))

    return visit


def told(address: str) -> Visit:
    """September, in which six people answered, is published."""

    def visit(client: FlaskClient) -> TestResponse:
        publish_once(client.application, UNIT, "2026-09")
        return client.get(address)

    return visit


def sealed(address: str, period: str = "2026-09") -> Visit:
    """What the paper of a published period leads to, or with another period that of a draft."""

    def visit(client: FlaskClient) -> TestResponse:
        publish_once(client.application, UNIT, "2026-09")
        code = papers.seal(client.application, UNIT, period, clock.now())
        return client.get(address.replace("TANDA", code))

    return visit


def send(point: str, wrong: dict[str, list[str]], bahasa: str, *, stamped: bool = True) -> Visit:
    """The survey's form, filled and sent from the page itself."""

    def visit(client: FlaskClient) -> TestResponse:
        form = Page(client.get(f"/s/{point}/nilai").text)
        hidden = {i.get("name"): [i.get("value")] for i in form.all("input") if i.get("value")}
        fields = {**answer(hidden["kunci"][0]), "csrf_token": hidden["csrf_token"], **wrong}
        if not stamped:
            del fields["csrf_token"]
        return client.post(f"/s/{point}/nilai", data={**fields, "bahasa": [bahasa]})

    return visit


def _in(bahasa: str, address: str) -> str:
    if bahasa == "id":
        return address
    return f"{address}{'&' if '?' in address else '?'}bahasa={bahasa}"


def visits(bahasa: str) -> dict[str, tuple[int, Visit]]:
    """Name to the status expected and how to come there."""
    addresses = {
        "/": 200,
        "/?q=kupang": 200,
        "/?q=tidak+ada+yang+begini": 200,
        "/?kode=0000-0000": 404,
        f"/s/{OPEN}": 200,
        f"/s/{SEVERAL}": 200,
        f"/s/{CLOSED}": 410,
        "/s/00000000": 404,
        f"/s/{OPEN}/nilai": 200,
        f"/S/{SEVERAL}/nilai": 200,
        f"/s/{OPEN}/terima-kasih": 200,
        f"/s/{OPEN}/ketuk?wajah=1": 200,
        f"/s/{OPEN}/ketuk": 200,
        f"/s/{OPEN}/terima-kasih?kategori=waktu": 200,
        f"/s/{OPEN}/terima-kasih?layanan=ktp&kategori=calo": 200,
        f"/s/{OPEN}/tidak-menilai": 200,
        "/t/TIDAKADA": 410,
        f"/s/{OPEN}/aduan": 200,
        f"/S/{SEVERAL}/aduan?kategori=waktu&layanan=akta": 200,
        f"/s/{OPEN}/integritas": 200,
        f"/s/{CLOSED}/aduan": 410,
        "/lacak": 200,
        "/privasi": 200,
        f"/publik/{UNIT}/pengaduan": 200,
        f"/publik/{UNIT}/standar": 200,
        f"/s/{OPEN}/hak": 200,
        f"/s/{CLOSED}/hak": 410,
        f"/publik/{EMPTY_UNIT}": 200,
        f"/publik/{EMPTY_UNIT}/papan": 200,
        f"/publik/{EMPTY_UNIT}/widget": 200,
        f"/publik/{EMPTY_UNIT}/pasang": 200,
        f"/publik/{EMPTY_UNIT}/tindak-lanjut": 200,
        "/publik/?q=tidak+ada": 200,
        "/publik/segel/": 200,
        "/publik/segel/?kode=tidak-ada": 404,
        "/tidak-ada": 404,
    }
    found = {name: (status, get(_in(bahasa, name))) for name, status in addresses.items()}
    for door in ("", "/nilai", "/aduan", "/integritas"):
        name = f"/k/{OPEN}{door}"
        found[name] = (200, touch(_in(bahasa, name)))
    found["/t/TANDA"] = (200, served(bahasa))
    for name in (
        "/publik/",
        *(
            f"/publik/{UNIT}{end}"
            for end in ("", "/2026-09", "/papan", "/tindak-lanjut", "/widget")
        ),
    ):
        found[name] = (200, told(_in(bahasa, name)))
    found["/publik/segel/TANDA"] = (200, sealed(_in(bahasa, "/publik/segel/TANDA")))
    found["a draft's seal"] = (200, sealed(_in(bahasa, "/publik/segel/TANDA"), "2026-10"))
    found["a tablet nobody knows"] = (403, get(_in(bahasa, f"/k/{OPEN}/nilai")))
    found["nothing answered"] = (422, send(SEVERAL, {"waktu": ["9"], "layanan": [""]}, bahasa))
    found["every field wrong"] = (
        422,
        send(OPEN, {"usia": ["x"], "saran": ["x" * 3000], "asing": ["1"], "waktu": ["0"]}, bahasa),
    )
    found["no such receipt"] = (
        422,
        lambda client: client.post(
            _in(bahasa, "/lacak"),
            data={"nomor": "x", "pesan": "Tulisan", "langkah": "balas", "bahasa": bahasa},
        ),
    )
    found["no stamp"] = (400, send(OPEN, {}, bahasa, stamped=False))
    found["wrong method"] = (405, lambda client: client.delete("/"))
    return found


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("name", visits("id"))
def test_a_page_is_well_made(client: FlaskClient, places: Places, name: str, bahasa: str) -> None:
    status, visit = visits(bahasa)[name]
    answered = visit(client)
    assert (answered.status_code, answered.mimetype) == (status, "text/html")
    assert Page(answered.text).faults == []


@pytest.mark.parametrize("name", ["/", f"/s/{OPEN}", f"/s/{OPEN}/nilai", f"/s/{OPEN}/terima-kasih"])
def test_a_page_says_its_language(client: FlaskClient, places: Places, name: str) -> None:
    for bahasa in ("id", "en"):
        answered = visits(bahasa)[name][1](client)
        assert Page(answered.text).root.get("lang") == bahasa


def test_every_page_there_is_was_looked_at(app: Flask) -> None:
    """A new page joins `visits` above, or says here why it is none."""
    adapter = app.url_map.bind("localhost")
    seen = {
        adapter.match(name.partition("?")[0], method="GET")[0]
        for name, (status, _) in visits("id").items()
        if name.startswith("/") and name != "/tidak-ada" and status < 400
    }
    public = [rule for rule in rules(app) if not is_desk(rule)]
    pages = {rule.endpoint for rule in public if "GET" in methods(rule)}
    assert pages - seen == NOT_PAGES


DESK_ALSO = (
    f"/admin/ikm/{UNIT}/2026-Q4",
    f"/admin/ikm/{UNIT}/2025-01",
    f"/admin/ikm/{EMPTY_UNIT}/2026",
    f"/admin/ikm/{UNIT}/bulan-depan",
    f"/admin/hasil/{EMPTY_UNIT}/2026",
    f"/admin/loket/{EMPTY_UNIT}",
    "/admin/ikm/tidak-ada/2026-10",
    "/admin/tidak-ada",
    "/admin/masuk",
)
"""Pages that look otherwise when there is less to show, or nothing."""


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_every_page_of_the_desk_is_well_made(app: Flask, places: Places, bahasa: str) -> None:
    """Each address of the desk that answers with a page, walked from the URL map."""
    client = app.test_client()
    sit_down(client, app)
    faults, good = {}, 0
    addresses = [address for method, address in desk_requests(app) if method == "GET"]
    for address in (*addresses, *DESK_ALSO):
        answered = client.get(_in(bahasa, address))
        if answered.status_code >= 500:
            faults[address] = [str(answered.status_code)]
        elif answered.mimetype == "text/html" and answered.status_code != 303:
            faults[address] = Page(answered.text).faults
            good += answered.status_code == 200
    assert {address: found for address, found in faults.items() if found} == {}
    assert good >= 8


def test_an_unexpected_error_is_a_page(app: Flask, places: Places) -> None:
    """Never a stack trace: what happened, what to do."""

    def broken() -> str:
        raise ZeroDivisionError("rahasia dapur")

    app.view_functions["scan.home"] = broken
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answered = app.test_client().get("/")
    assert answered.status_code == 500
    assert Page(answered.text).faults == []
    assert "rahasia dapur" not in answered.text


FAULTY = {
    "two h1": "<h1>Judul</h1><h1>Lain</h1>",
    "no label": "<h1>Judul</h1><input name=a>",
    "handler": "<h1>Judul</h1><button onclick=x>a</button>",
    "style": "<h1>Judul</h1><p style=color:red>a</p>",
    "script": "<h1>Judul</h1><script>x</script>",
    "stamp": "<h1>Judul</h1><form method=post></form>",
    "id": "<h1 id=a>Judul</h1><p id=a>x</p>",
    "title": "<h1>Lain</h1>",
    "alt": "<h1>Judul</h1><img src=x>",
    "unclosed": "<h1>Judul</h1><div>",
}


@pytest.mark.parametrize("fault", FAULTY)
def test_the_check_sees_a_faulty_page(fault: str) -> None:
    head = "<!doctype html><html lang=id><head><title>Judul</title></head><body>"
    assert Page(f"{head}<h1>Judul</h1>").faults == []
    assert len(Page(head + FAULTY[fault]).faults) >= 1
