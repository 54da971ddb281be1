"""Static files: joined once, named by their content, whole for every process that starts."""

from __future__ import annotations

import gzip
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import brotli
import pytest
from werkzeug.test import Client, TestResponse

import kiosk
from kiosk.web import assets
from kiosk.web.assets import BUNDLES, Assets
from tests.services.processes import loaded

SOURCE = Path(kiosk.__file__).parent / "static"
PROCESSES, STARTS = 8, 16


@pytest.fixture
def files(tmp_path: Path) -> Assets:
    """Our own parts, joined into a fresh folder."""
    return Assets(SOURCE, tmp_path / "static")


@pytest.fixture
def web(files: Assets) -> Client:
    """A browser before the static files; behind them is nothing."""
    return Client(files.wrap(_nothing))


def get(web: Client, path: str, encoding: str = "identity") -> TestResponse:
    """Read to its end, so that the file behind it is closed."""
    return web.get(path, headers={"Accept-Encoding": encoding}, buffered=True)


def _nothing(_environ: Any, start: Any) -> list[bytes]:
    start("404 NOT FOUND", [])
    return [b""]


def test_each_part_is_in_a_bundle() -> None:
    found = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*") if path.is_file()}
    named = {part for parts in BUNDLES.values() for part in parts}
    parts = {part for part in found if part.startswith(("css/parts/", "js/"))}
    assert parts - named == set(), "never served: name it in kiosk.web.assets.BUNDLES"
    assert named - found == set()


def test_an_address_changes_with_its_content_and_with_nothing_else(tmp_path: Path) -> None:
    changed = shutil.copytree(SOURCE, tmp_path / "changed")
    with (changed / "js" / "once.js").open("a") as script:
        script.write("\nvar another = 1;\n")
    before = Assets(SOURCE, tmp_path / "one")
    after = Assets(changed, tmp_path / "two")
    assert before.url("citizen.js") != after.url("citizen.js")
    assert before.url("citizen.css") == after.url("citizen.css")


def test_a_comment_changes_no_address(tmp_path: Path) -> None:
    changed = shutil.copytree(SOURCE, tmp_path / "changed")
    for part, comment in (
        ("css/base.css", "/* why\n   and how */\n"),
        ("js/once.js", "  // why\n"),
    ):
        path = changed / part
        path.write_text(comment + path.read_text(encoding="utf-8"), encoding="utf-8")
    urls = [
        [Assets(source, tmp_path / "static").url(name) for name in BUNDLES]
        for source in (SOURCE, changed)
    ]
    assert urls[0] == urls[1]


def test_below_a_subpath_the_address_begins_with_it(files: Assets) -> None:
    assert files.url("icon.svg", "/skm") == f"/skm{files.url('icon.svg')}"


def test_a_name_that_is_no_bundle_is_refused_before_a_page_points_at_it(files: Assets) -> None:
    with pytest.raises(KeyError):
        files.url("nada.css")


def test_a_missing_part_is_refused_at_start(tmp_path: Path) -> None:
    lacking = shutil.copytree(SOURCE, tmp_path / "lacking")
    (lacking / "css" / "base.css").unlink()
    with pytest.raises(OSError, match="base"):
        Assets(lacking, tmp_path / "static")


@pytest.mark.parametrize("name", BUNDLES)
@pytest.mark.parametrize(
    ("encoding", "opened"), [("gzip", gzip.decompress), ("br", brotli.decompress)]
)
def test_a_bundle_may_be_kept_for_ever_and_comes_compressed(
    files: Assets, web: Client, name: str, encoding: str, opened: Any
) -> None:
    url = files.url(name)
    packed = get(web, url, encoding)
    plain = get(web, url)
    assert packed.status_code == plain.status_code == 200
    assert packed.headers["Content-Encoding"] == encoding
    assert opened(packed.data) == plain.data
    assert "immutable" in packed.headers["Cache-Control"]
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_what_has_no_hash_in_its_name_is_kept_for_an_hour_only(web: Client) -> None:
    answer = get(web, "/static/css/base.css")
    assert answer.status_code == 200
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/static/../kiosk/app.py", "/static/..%2fapp.py", "/static/css/"])
def test_nothing_else_is_served(web: Client, path: str) -> None:
    assert get(web, path).status_code == 404


def test_an_older_version_stays_for_the_workers_that_still_name_it(tmp_path: Path) -> None:
    changed = shutil.copytree(SOURCE, tmp_path / "changed")
    (changed / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    before = Assets(SOURCE, tmp_path / "static")
    after = Assets(changed, tmp_path / "static")
    assert before.directory != after.directory
    assert before.directory.is_dir()


def _start(target: Path) -> dict[str, bytes]:
    """What one process finds, the moment it has started."""
    folder = Assets(SOURCE, target).directory
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_eight_processes_that_start_at_once_all_find_whole_files(tmp_path: Path) -> None:
    target = tmp_path / "static"
    with ProcessPoolExecutor(PROCESSES, mp_context=loaded()) as pool:
        found = list(pool.map(_start, [target] * STARTS))
    assert all(one == found[0] for one in found)
    assert len(found[0]) == 3 * len(BUNDLES), "each bundle plain, as gzip and as brotli"
    assert len(list(target.iterdir())) == 1, "a half-made folder was left behind"


def test_what_was_half_made_is_never_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = assets._write

    def breaks(path: Path, content: bytes) -> None:
        if path.name.startswith("desk."):
            raise OSError("disk full")
        real(path, content)

    monkeypatch.setattr(assets, "_write", breaks)
    with pytest.raises(OSError, match="disk full"):
        Assets(SOURCE, tmp_path)
    assert list(tmp_path.iterdir()) == []
