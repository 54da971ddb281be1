"""The shipped nginx, really started before the real server: what a visitor meets at the door."""

from __future__ import annotations

import re
import ssl
import subprocess

import pytest

from kiosk.web.gate import HEADERS
from tests.services.front import NAME, SHIPPED, Front, arguments, parsed, request
from tests.services.tools import require

COUNTER = "7F3K9QWX"
YEAR = 365 * 24 * 3600
TLS = ssl.TLSVersion


def test_nginx_finds_no_fault_in_the_shipped_file(front: Front) -> None:
    nginx = require("nginx", "/usr/sbin/nginx")
    said = subprocess.run(
        [nginx, "-t", *arguments(front)[:4]], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0
    assert "[warn]" not in said.stderr
    assert (front.folder / "nginx-said.log").read_text() == ""


def test_plain_http_leads_to_https_and_a_machine_is_refused(front: Front) -> None:
    for method in ("GET", "POST"):
        asked = request(f"/S/{COUNTER}?bahasa=en", method=method)
        answer = parsed(front.talk(asked, port=front.plain))
        assert answer.status == 308
        assert answer.all("location") == [f"https://{NAME}/S/{COUNTER}?bahasa=en"]
    assert parsed(front.talk(request("/api/v1/visits"), port=front.plain)).status == 403


@pytest.mark.parametrize(
    ("version", "taken"),
    [(TLS.TLSv1, False), (TLS.TLSv1_1, False), (TLS.TLSv1_2, True), (TLS.TLSv1_3, True)],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_only_tls_1_2_and_1_3_are_spoken(front: Front, version: TLS, taken: bool) -> None:
    try:
        with front.secured(min=version, max=version) as wire:
            cipher, *_ = wire.cipher() or ("",)
    except OSError:
        assert not taken
        return
    assert taken
    assert re.match("TLS_|ECDHE-", cipher), "every key is forgotten after the connection"


def test_another_name_gets_no_certificate_and_no_answer(front: Front) -> None:
    with pytest.raises(ssl.SSLError):
        front.secured("evil.example")
    assert front.talk(request("/", host="evil.example"), port=front.plain) == b""
    assert front.ask("/", host="evil.example").status == 0


def test_every_answer_carries_hsts_once_and_the_headers_of_the_program(front: Front) -> None:
    wanted = {name.lower(): value for name, value in HEADERS}
    for path, status in (("/", 200), (f"/s/{COUNTER}/nilai", 200), ("/tidak-ada", 404)):
        answer = front.ask(path)
        assert answer.status == status
        assert answer.all("set-cookie") == []
        assert answer.all("server") == ["nginx"]
        [hsts] = answer.all("strict-transport-security")
        age = re.fullmatch(r"max-age=(\d+); includeSubDomains", hsts)
        assert age
        assert int(age[1]) >= YEAR
        assert {name: answer.all(name) for name in wanted} == {
            name: [value] for name, value in wanted.items()
        }
    # nginx's own refusal.
    huge = front.ask(f"/s/{COUNTER}/nilai", method="POST", body=b"a" * 300_000)
    assert len(huge.all("strict-transport-security")) == 1


def test_each_page_takes_what_it_needs_and_no_more(front: Front) -> None:
    """By what is announced: nothing of it is sent."""

    def announced(path: str, size: int) -> int:
        lines = [f"POST {path} HTTP/1.1", f"Host: {NAME}", f"Content-Length: {size}"]
        with front.secured() as wire:
            wire.sendall("\r\n".join([*lines, "", ""]).encode())
            wire.settimeout(0.5)
            try:
                return parsed(wire.recv(4096)).status
            except TimeoutError:
                return 0

    files = [f"/s/{COUNTER}/aduan", f"/S/{COUNTER}/integritas", "/lacak", "/publik/segel/ABC",
             "/admin/impor"]  # fmt: skip
    assert {announced(path, 22 * 1024 * 1024) for path in files} == {413}
    assert {announced(path, 20 * 1024 * 1024) for path in files} == {0}
    others = ["/", f"/s/{COUNTER}/nilai", "/t/ABCDEFGH", f"/k/{COUNTER}/kirim", "/api/v1/visits"]
    assert {announced(path, 257 * 1024) for path in others} == {413}
    assert announced(f"/s/{COUNTER}/nilai", 200 * 1024) == 0


def test_what_a_visitor_says_of_the_way_here_is_not_believed(front: Front) -> None:
    plain = front.ask(f"/s/{COUNTER}").body
    lies = ["X-Forwarded-Host: evil.example", "X-Forwarded-Proto: ftp", "X-Forwarded-Port: 1",
            "X-Forwarded-Prefix: /evil", "Forwarded: host=evil.example", "X-Real-IP: 203.0.113.9",
            "SCRIPT_NAME: /evil", "PATH_INFO: /admin/", "Script-Name: /evil"]  # fmt: skip
    for lie in lies:
        told = front.ask(f"/s/{COUNTER}", lie)
        assert told.status == 200, lie
        assert b"evil" not in told.body
        assert len(told.body) == len(plain)
    assert "evil" not in str(front.ask("/?kode=" + COUNTER, *lies[:5]).headers)


def test_nothing_that_passed_is_in_a_log_or_in_a_file(front: Front) -> None:
    mark, right = "Zamrud-Delapan-Puluh", "2K7MRAHASIA9"
    head = 'Content-Disposition: form-data; name="lampiran"; filename="a.jpg"'
    photo = f"--b\r\n{head}\r\n\r\n{mark * 40_000}\r\n--b--\r\n".encode()
    kind = "Content-Type: multipart/form-data; boundary=b"
    assert front.ask(f"/s/{COUNTER}/aduan", kind, method="POST", body=photo).status == 400
    front.ask(f"/t/{right}?q={mark}", f"User-Agent: {mark}", f"Referer: https://a/{mark}")
    front.ask("/", method="POST", body=b"a" * 300_000)
    front.talk(b"GET / HTTP/1.1\r\nHost: " + NAME.encode() + b"\r\nX: " + b"a" * 50_000)
    front.talk(b"\x16\x03nonsense")
    told = front.logs()
    lines = (front.folder / "suara-loket-access.log").read_text().splitlines()
    assert any(" GET /t 4" in line for line in lines), "the log sees the page"
    for secret in (mark, right, COUNTER, "127.0.0.1", "::1"):
        assert secret not in told, secret
    assert front.leftovers() == []


def test_nginx_itself_speaks_indonesian(front: Front) -> None:
    answer = front.ask(f"/s/{COUNTER}/nilai", method="POST", body=b"a" * 300_000)
    assert answer.status == 413
    assert "Kiriman terlalu besar" in answer.body.decode()
    assert answer.all("content-type") == ["text/plain; charset=utf-8"]


def test_what_is_for_the_machine_s_own_is_not_shown_to_the_world(front: Front) -> None:
    assert front.ask("/metrics").status == 404
    assert front.ask("/healthz").status == 200


def test_the_proxy_passes_on_to_one_address_only() -> None:
    text = re.sub(r"#.*", "", SHIPPED.read_text())
    assert set(re.findall(r"(?:proxy|fastcgi|uwsgi|scgi|grpc)_pass\s+(\S+);", text)) == {
        "http://suara_loket"
    }
    assert re.findall(r"^\s+server\s+(\S+);", text, re.M) == ["127.0.0.1:8000"]
    assert not re.search(r"\b(root|alias|resolver|autoindex|dav_methods)\b", text)


def test_the_shipped_file_is_the_only_one() -> None:
    page = (SHIPPED.parents[2] / "docs" / "operations.md").read_text()
    assert "deploy/nginx/suara-loket.conf" in page
    assert "deploy/systemd/suara-loket.service" in page
    assert "ssl_protocols" not in page
    assert "ProtectSystem" not in page
