"""Both places for files, a folder and a bucket of a real store, behind one interface: whole or not
there, looked at twice before it goes, and faults of a store said as such."""

from __future__ import annotations

import hashlib
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from urllib3.exceptions import ProtocolError

from kiosk.bucket import Bucket, Uploads
from kiosk.domain.complaint.attachment import LostFile, NoSpace, StoreAway
from kiosk.store.complaint import files
from kiosk.store.shelves import s3
from kiosk.store.shelves.at import shelf_at
from kiosk.store.shelves.s3 import BucketShelf
from kiosk.store.shelves.shelf import Shelf
from tests.faults.test_f20_mail_tls import certificate
from tests.services.s3_store import SECRET, Swift

CONTENT = b"tersegel" * 20_000


@pytest.fixture(params=["folder", "bucket"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Uploads:
    if request.param == "folder":
        return tmp_path / "uploads"
    swift: Swift = request.getfixturevalue("swift")
    return swift.bucket(f"kantor/{tmp_path.name.replace('[', '-').strip(']')}")


@pytest.fixture
def shelf(where: Uploads) -> Shelf:
    return shelf_at(where)


def later() -> datetime:
    """A limit that everything kept so far is older than."""
    return datetime.now(UTC) + timedelta(hours=1)


def test_what_is_kept_is_read_again_and_kept_once(where: Uploads, shelf: Shelf) -> None:
    digest = files.keep(where, CONTENT)
    assert files.keep(where, CONTENT) == digest == hashlib.sha256(CONTENT).hexdigest()
    assert files.read(where, digest) == CONTENT
    [lying] = shelf.lying("")
    assert (lying.name, lying.size) == (f"{digest[:2]}/{digest}", len(CONTENT))
    assert abs(lying.changed_at - datetime.now(UTC).timestamp()) < 60
    assert files.read(where, files.keep(where, b"")) == b""


def test_what_is_gone_or_another_is_lost(where: Uploads, shelf: Shelf) -> None:
    digest = files.keep(where, CONTENT)
    name = files.name_of(digest)
    shelf.put(name, CONTENT[:-1])
    with pytest.raises(LostFile):
        files.read(where, digest)
    files.keep(where, CONTENT)
    assert files.read(where, digest) == CONTENT
    assert shelf.exists(name)
    files.remove(where, digest)
    files.remove(where, digest)
    assert not shelf.exists(name)
    with pytest.raises(LostFile):
        files.read(where, digest)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 64 + "\n"])
def test_only_a_digest_becomes_a_name(where: Uploads, digest: str) -> None:
    for act in (files.read, files.remove):
        with pytest.raises(ValueError):
            act(where, digest)


def test_the_sweep_takes_what_no_row_names_and_is_old(where: Uploads, shelf: Shelf) -> None:
    digests = sorted(files.keep(where, bytes([n])) for n in range(6))
    wanted = set(digests[::2])

    def known(asked: Sequence[str]) -> set[str]:
        return wanted & set(asked)

    assert files.sweep(where, known, datetime.now(UTC) - timedelta(hours=1)) == ()
    shelf.put("ab/README", b"left here by somebody")
    assert sorted(files.sweep(where, known, later())) == sorted(set(digests) - wanted)
    assert {one.name[3:] for one in shelf.lying("")} == {*wanted, "README"}


def test_kept_again_while_a_sweep_runs_it_stays(where: Uploads, shelf: Shelf) -> None:
    """The second row is not committed when the sweep asks; its file must live."""
    digest = files.keep(where, CONTENT)
    [old] = shelf.lying("")

    limit = datetime.fromtimestamp(old.changed_at + 0.001, UTC)

    def asked_while_another_keeps(asked: Sequence[str]) -> set[str]:
        # Times of a store are whole seconds.
        while next(shelf.lying("")).changed_at <= limit.timestamp():
            files.keep(where, CONTENT)
        return set()

    assert files.sweep(where, asked_while_another_keeps, limit) == ()
    assert files.read(where, digest) == CONTENT


def test_strays_are_told_apart(where: Uploads, shelf: Shelf) -> None:
    digest = files.keep(where, CONTENT)
    for name in ("catatan.txt", "lain/berkas"):
        if isinstance(where, Path):
            (where / name).parent.mkdir(exist_ok=True)
        shelf.put(name, b"bukan milik siapa pun")
    assert sorted(one.name for one in shelf.strays()) == ["catatan.txt", "lain/berkas"]
    assert [one.name for one in shelf.lying(digest[0])] == [files.name_of(digest)]
    assert [one.name for one in shelf.lying("f" if digest[0] != "f" else "e")] == []


def test_a_file_is_read_piece_by_piece(where: Uploads, shelf: Shelf) -> None:
    digest = files.keep(where, CONTENT)
    with shelf.open(files.name_of(digest)) as (source, size):
        assert size == len(CONTENT)
        pieces = [source.read(100_000), source.read(100_000), source.read(100_000)]
    assert b"".join(pieces) == CONTENT
    assert len(pieces[0]) == 100_000


def test_many_threads_keep_at_once(where: Uploads) -> None:
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: made.append(files.keep(where, bytes([n]) * 1000)))
        for n in range(8)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(made)) == 8
    assert all(files.read(where, one) for one in made)


# What only a store can do wrong.


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience of half a second."""
    monkeypatch.setattr(s3, "CONNECT", 0.5)
    monkeypatch.setattr(s3, "ANSWER", 0.5)


Bent = Callable[[bytes], bytes]


@contextmanager
def between(swift: Swift, said: Bent, proof: Path | None = None) -> Iterator[Bucket]:
    """The bucket behind a connection that bends what the store says, one answer a connection;
    ``proof``: the certificate it speaks TLS with."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        args = (door, swift.port, said, proof)
        threading.Thread(target=_bend, args=args, daemon=True).start()
        honest = swift.bucket("bengkok")
        endpoint, secure = f"127.0.0.1:{door.getsockname()[1]}", proof is not None
        yield Bucket(endpoint, secure, honest.name, honest.prefix, key=honest.key, secret=SECRET)


def _bend(door: socket.socket, port: int, said: Bent, proof: Path | None) -> None:
    while True:
        try:
            caller, _ = door.accept()
            if proof is not None:
                secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                secured.load_cert_chain(proof)
                caller = secured.wrap_socket(caller, server_side=True)
        except ssl.SSLError:
            caller.close()
            continue
        except OSError:
            return
        with caller, socket.create_connection(("127.0.0.1", port)) as store:
            threading.Thread(target=_pour, args=(caller, store), daemon=True).start()
            store.settimeout(1)
            heard = b""
            try:
                while some := store.recv(65536):
                    heard += some
                    if b"\r\n\r\n" in heard and _is_whole(heard):
                        break
            except OSError:
                pass
            caller.sendall(said(heard))
            caller.shutdown(socket.SHUT_RDWR)


def _is_whole(heard: bytes) -> bool:
    head, _, body = heard.partition(b"\r\n\r\n")
    length = [
        int(one[15:]) for one in head.lower().split(b"\r\n") if one[:15] == b"content-length:"
    ]
    return len(body) >= length[0]


def _pour(source: socket.socket, target: socket.socket) -> None:
    try:
        while some := source.recv(65536):
            target.sendall(some)
    except OSError:
        pass


def test_an_object_cut_on_its_way_is_no_object(swift: Swift) -> None:
    """Neither lost nor taken for whole: it is asked for again later."""
    digest = files.keep(swift.bucket("bengkok"), CONTENT)
    with between(swift, lambda heard: heard[:-1000]) as bucket, pytest.raises(StoreAway):
        files.read(bucket, digest)
    with between(swift, lambda heard: heard) as bucket:
        assert files.read(bucket, digest) == CONTENT


def answered(line: str, kind: str = "text/html", body: str = "", more: str = "") -> bytes:
    head = f"HTTP/1.1 {line}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return (head + body).encode()


FULL = "<Error><Code>InsufficientStorage</Code></Error>"


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        (answered("200 OK", body="<b>baik</b>"), StoreAway),
        (answered("302 Found", more="Location: http://127.0.0.1:1/\r\n"), StoreAway),
        (answered("503 Slow Down"), StoreAway),
        (answered("507 Insufficient Storage", "application/xml", FULL), NoSpace),
        (b"", StoreAway),
    ],
    ids=["a page that says well", "elsewhere", "slow down", "full", "nothing"],
)
def test_only_a_stores_own_word_is_durable(
    swift: Swift, answer: bytes, meant: type[Exception]
) -> None:
    with between(swift, lambda _: answer) as bucket, pytest.raises(meant):
        files.keep(bucket, CONTENT)


def test_wrong_credentials_are_the_stores_refusal_and_in_no_log(
    swift: Swift, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bucket = swift.bucket("kantor", secret="rahasia-yang-keliru")
    with pytest.raises(StoreAway):
        files.keep(bucket, CONTENT)
    with pytest.raises(StoreAway):
        files.read(bucket, hashlib.sha256(CONTENT).hexdigest())
    assert "SignatureDoesNotMatch" in caplog.text
    assert bucket.secret not in caplog.text + repr(bucket) + str(bucket)
    assert bucket.key not in caplog.text + repr(bucket) + str(bucket)


def test_over_a_network_only_a_store_that_proves_its_name_gets_anything(
    swift: Swift, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[bytes] = []

    def noted(answer: bytes) -> bytes:
        heard.append(answer)
        return answer

    proof = certificate(tmp_path)
    with between(swift, noted, proof) as bucket:
        with pytest.raises(StoreAway):
            files.keep(bucket, CONTENT)
        assert "SSLError" in caplog.text
        assert heard == []
        monkeypatch.setenv("SSL_CERT_FILE", str(proof))
        trusting = BucketShelf(bucket)
        trusting.put("ab/x", CONTENT)
        with trusting.open("ab/x") as (source, _):
            assert source.read() == CONTENT
    assert heard[0].startswith(b"HTTP/1.1 200")


def test_a_large_file_goes_in_one_piece(swift: Swift) -> None:
    """Of several, some could stay behind where one fails: no listing shows them."""
    shelf = BucketShelf(swift.bucket("besar"))
    shelf.put("ab/besar", bytes(6 * 1024 * 1024))
    assert "-" not in str(shelf._client.stat_object("lampiran", "besar/ab/besar").etag)
    assert {one.name for one in shelf._client.list_buckets()} == {"lampiran"}


def test_a_list_of_many_pages_is_whole_even_where_a_connection_ends_between(
    swift: Swift, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3, "PAGE", 2)
    shelf = BucketShelf(swift.bucket("banyak"))
    names = [f"{n:02x}/x" for n in range(5)] + ["lain/a", "lain/b", "lain/c", "catatan", "zat"]
    for name in names:
        shelf.put(name, b"")
    asked = shelf._client.list_objects
    fails = iter([False, True, False, False, True, False, True])

    def cut(*args: Any, **how: Any) -> Any:
        if next(fails, False):
            raise ProtocolError("cut")
        return asked(*args, **how)

    monkeypatch.setattr(shelf._client, "list_objects", cut)
    assert [one.name for one in shelf.lying("")] == names[:5]
    assert {one.name for one in shelf.strays()} == {*names[5:]}


def test_a_store_that_is_silent_holds_nobody_for_long(swift: Swift, hasty: None) -> None:
    shelf = BucketShelf(swift.bucket("diam"))
    with swift.held():
        began = time.monotonic()
        with pytest.raises(StoreAway):
            shelf.put("ab/x", CONTENT)
        assert time.monotonic() - began < 2, "asked more than once"
        began = time.monotonic()
        for ask in (shelf.free, lambda: shelf.exists("ab/x"), lambda: shelf.put("ab/x", CONTENT)):
            with pytest.raises(StoreAway):
                ask()
        assert time.monotonic() - began < 0.1, "asked again before its rest was over"


def test_killed_while_it_takes_files_it_has_all_of_each_or_nothing(swift: Swift) -> None:
    shelf, kept = BucketShelf(swift.bucket("mati")), dict[str, bytes]()
    thread = threading.Thread(target=_keep_until_it_falls, args=(shelf, kept))
    thread.start()
    while len(kept) < 5:
        thread.join(0.01)
    swift.kill()
    thread.join()
    swift.start()
    back = BucketShelf(swift.bucket("mati"))
    there = {one.name: one.size for one in back.lying("")}
    assert there.keys() >= kept.keys()
    assert set(there.values()) == {200_000}
    for name, content in kept.items():
        with back.open(name) as (source, _):
            assert source.read() == content


def _keep_until_it_falls(shelf: BucketShelf, kept: dict[str, bytes]) -> None:
    with suppress(StoreAway):
        while True:
            number = len(kept)
            content = number.to_bytes(4, "big") * 50_000
            shelf.put(f"ab/{number}", content)
            kept[f"ab/{number}"] = content


def test_no_connection_is_shared_with_a_forked_process(
    swift: Swift, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    bucket = swift.bucket("cabang")
    mine: Any = shelf_at(bucket)
    assert shelf_at(bucket) is mine
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert shelf_at(bucket) is not mine
