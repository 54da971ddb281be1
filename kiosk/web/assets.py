"""Static files: parts joined at start, hashed by content, compressed beside themselves.

Citizens get one style sheet and one script. The joined files are written once per content into
a directory of their own, so that several processes may start at the same moment.
"""

import gzip
import hashlib
import importlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from whitenoise import WhiteNoise

PREFIX = "/static/"

_LOOK = (
    "css/tokens.css",
    "css/base.css",
    "css/parts/layout.css",
    "css/parts/button.css",
    "css/parts/faces.css",
    "css/parts/scale.css",
    "css/parts/field.css",
    "css/parts/errors.css",
    "css/parts/steps.css",
    "css/parts/taps.css",
)
"""What a citizen meets on a phone and on a tablet alike, first in both."""
# The order is the cascade; a new part is served only once it is named here.
BUNDLES: Mapping[str, tuple[str, ...]] = {
    "citizen.css": (
        *_LOOK,
        "css/parts/places.css",
        "css/parts/receipt.css",
        "css/parts/report.css",
        "css/parts/figures.css",
        "css/parts/rights.css",
        "css/parts/view.css",
    ),
    "desk.css": (
        "css/tokens.css",
        "css/base.css",
        "css/parts/button.css",
        "css/parts/desk.css",
        "css/parts/mutu.css",
        "css/parts/chart.css",
        "css/parts/draw.css",
        "css/parts/points.css",
        "css/parts/serve.css",
        "css/parts/field.css",
        "css/parts/errors.css",
        "css/parts/door.css",
        "css/parts/form.css",
        "css/parts/import.css",
        "css/parts/calendar.css",
        "css/parts/queue.css",
        "css/parts/lane.css",
        "css/parts/receipt.css",
        "css/parts/ticket.css",
        "css/parts/faces.css",
        "css/parts/sample.css",
        "css/parts/documents.css",
        "css/parts/lke.css",
        "css/parts/paper.css",
        "css/parts/walk.css",
    ),
    "publik.css": (
        *_LOOK,
        "css/parts/places.css",
        "css/parts/report.css",
        "css/parts/figures.css",
        "css/parts/mutu.css",
        "css/parts/draw.css",
        "css/parts/published.css",
        "css/parts/seal.css",
        "css/parts/board.css",
        "css/parts/view.css",
    ),
    "widget.css": ("css/tokens.css", "css/base.css", "css/parts/mutu.css", "css/widget.css"),
    "papan.css": ("css/tokens.css", "css/base.css", "css/papan.css", "css/parts/view.css"),
    "papan.js": ("js/papan.js", "js/boot.js"),
    "poster.css": ("css/poster.css", "css/slip.css"),
    "citizen.js": (
        "js/views.js",
        "js/aloud.js",
        "js/guard.js",
        "js/steps.js",
        "js/field.js",
        "js/errors.js",
        "js/once.js",
        "js/report.js",
        "js/tap.js",
        "js/sent.js",
        "js/boot.js",
    ),
    "desk.js": (
        "js/stay.js",
        "js/passkey.js",
        "js/queue.js",
        "js/draft.js",
        "js/colour.js",
        "js/documents.js",
        "js/paper.js",
        "js/once.js",
        "js/report.js",
        "js/boot.js",
    ),
    "kiosk.css": (
        *_LOOK,
        "css/parts/receipt.css",
        "css/parts/report.css",
        "css/parts/view.css",
        "css/kiosk.css",
    ),
    "kiosk.js": (
        "js/kiosk/hash.js",
        "js/kiosk/receipt.js",
        "js/kiosk/box.js",
        "js/kiosk/store.js",
        "js/kiosk/sender.js",
        "js/kiosk/check.js",
        "js/kiosk/after.js",
        "js/kiosk/rotate.js",
        "js/kiosk/form.js",
        "js/kiosk/ketuk.js",
        "js/kiosk/idle.js",
        "js/kiosk/beat.js",
        "js/kiosk/attract.js",
        "js/steps.js",
        "js/field.js",
        "js/report.js",
        "js/views.js",
        "js/aloud.js",
        "js/guard.js",
        "js/boot.js",
    ),
    "work.js": ("js/work.js", "js/boot.js"),
    "phone-worker.js": ("js/phone/worker.js",),
    "kiosk-worker.js": ("js/kiosk/worker.js",),
    "icon.svg": ("icon.svg",),
}

_HASHED = re.compile(r"\.[0-9a-f]{8}\.\w+$")


class Assets:
    """The joined files of one installation and their addresses.

    ``source`` is the folder of parts, ``target`` a folder this process may write to.
    Raises ``OSError`` where a part is missing or ``target`` cannot be written.
    """

    def __init__(self, source: Path, target: Path) -> None:
        files = {name: joined(name, source) for name in BUNDLES}
        self._source = source
        self._names = {name: hashed_name(name, content) for name, content in files.items()}
        self.directory = publish({self._names[n]: files[n] for n in files}, target)

    def url(self, name: str, root: str = "") -> str:
        """The address of a joined file, ``/static/citizen.1a2b3c4d.css``.

        ``root`` is the request's script root under a subpath deployment. Raises ``KeyError``
        for a name that is not a bundle: a page must not point at a file that is not there.
        """
        return root + PREFIX + self._names[name]

    def content(self, name: str) -> bytes:
        """A joined file as it is served. Raises ``KeyError`` for a name that is not a bundle."""
        return (self.directory / self._names[name]).read_bytes()

    def wrap(self, application: Callable[..., Any]) -> WhiteNoise:
        """The WSGI application with the joined files, and the plain ones, under ``/static/``."""
        served = WhiteNoise(application, max_age=3600, immutable_file_test=is_hashed)
        served.add_files(str(self._source), prefix=PREFIX)
        served.add_files(str(self.directory), prefix=PREFIX)
        return served


def is_hashed(_path: str, url: str) -> bool:
    """Whether the address changes with the content, so that it may be kept for ever."""
    return _HASHED.search(url) is not None


def joined(name: str, source: Path) -> bytes:
    """One bundle's bytes: its parts in order, without comments and indentation."""
    parts = [(source / part).read_text(encoding="utf-8") for part in BUNDLES[name]]
    squeeze = {".css": squeezed_css, ".js": wrapped_js}.get(Path(name).suffix, "".join)
    return squeeze(parts).encode()


def squeezed_css(parts: Iterable[str]) -> str:
    """Style sheets as one, without comments and idle spaces.

    Our own sheets hold no string with a comment mark in it; the space before a colon and
    around ``+`` stays, because there it has a meaning.
    """
    text = re.sub(r"/\*.*?\*/", "", "\n".join(parts), flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,]) ?", r"\1", text)
    return re.sub(r": ", ":", text).replace(";}", "}").strip()


def wrapped_js(parts: Iterable[str]) -> str:
    """Scripts as one; each part in a function of its own, around them the table they share."""
    modules = "\n".join(f"(function(){{\n{_bare(part)}\n}})();" for part in parts)
    return f'(function(modules){{\n"use strict";\n{modules}\n}})({{}});\n'


def _bare(script: str) -> str:
    """A script without indentation and lines of comment. Our scripts hold no template literal."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def hashed_name(name: str, content: bytes) -> str:
    """``citizen.css`` becomes ``citizen.1a2b3c4d.css``."""
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"


def publish(files: Mapping[str, bytes], target: Path) -> Path:
    """Writes the files with ``.gz`` and ``.br`` into a folder named by their contents.

    The folder appears whole, by one rename: of two processes that start together one wins,
    and both serve the same bytes. Folders of earlier versions stay for workers still using them.
    """
    build = target / hashlib.sha256("\n".join(sorted(files)).encode()).hexdigest()[:12]
    if build.is_dir():
        return build
    target.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=".build-", dir=target))
    try:
        for name, content in files.items():
            _write_with_copies(workplace / name, content)
        workplace.chmod(0o755)
        _move_into_place(workplace, build)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)
    return build


def _move_into_place(workplace: Path, build: Path) -> None:
    try:
        workplace.rename(build)
    except OSError:
        if not build.is_dir():
            raise


def _write_with_copies(path: Path, content: bytes) -> None:
    _write(path, content)
    _write(Path(f"{path}.gz"), gzip.compress(content, 9, mtime=0))
    brotli = _brotli()
    if brotli:
        _write(Path(f"{path}.br"), brotli.compress(content))


def _brotli() -> Any | None:
    """The brotli module where it is installed; gzip alone serves every browser."""
    try:
        return importlib.import_module("brotli")
    except ImportError:
        return None


def _write(path: Path, content: bytes) -> None:
    """Writes through to the disk: the folder is trusted for ever after its rename."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
