"""F26: files that are a picture to one program and a script or a page to another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.domain.complaint.attachment import FileKind, InvalidAttachment
from kiosk.domain.complaint.attachment_name import download_headers, inline_headers
from kiosk.media.reencode import prepare
from tests.media import samples

MARK = b"TANDA-SERANGAN"
HTML = b"<html><script>fetch('//x/" + MARK + b"')</script><img src=x onerror=alert(1)></html>"
SCRIPT = b"*/=1;alert('" + MARK + b"');/*"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><!--" + MARK + b"--></svg>"
PHP = b"<?php system('" + MARK + b"'); ?>"
ZIP = b"PK\x03\x04" + MARK + b"PK\x05\x06" + bytes(18)
PDF_SCRIPT = b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(" + MARK + b")>>>>endobj"
LOADS = {"html": HTML, "js": SCRIPT, "svg": SVG, "php": PHP, "zip": ZIP, "pdf": PDF_SCRIPT}


def _gif(load: bytes) -> bytes:
    """The first ten bytes of a GIF are an assignment in JavaScript, its size a comment's start."""
    gif = samples.long_gif(1)
    comment = b"\x21\xfe" + bytes((len(load),)) + load + b"\0"
    return gif[:-1] + comment + gif[-1:]


def polyglots() -> Iterator[tuple[str, bytes]]:
    jpeg = samples.saved(samples.drawn(), "JPEG")
    png = samples.saved(samples.drawn(), "PNG")
    webp = samples.saved(samples.drawn(), "WEBP")
    for name, load in LOADS.items():
        yield f"comment-{name}.jpg", samples.with_segments(jpeg, samples.segment(0xFE, load))
        yield f"behind-{name}.jpg", jpeg + load
        yield f"text-{name}.png", png[:33] + samples.png_chunk(b"tEXt", b"x\0" + load) + png[33:]
        yield f"comment-{name}.gif", _gif(load)
        yield f"behind-{name}.pdf", samples.pdf() + load
        if name not in ("zip", "svg"):
            yield f"behind-{name}.webp", webp + load
    for name, load in LOADS.items():
        yield f"{name}-named.jpg", load


MIXED = dict(polyglots())


def test_there_are_forty() -> None:
    assert len(MIXED) == 40
    assert all(MARK in content for content in MIXED.values())


@pytest.mark.parametrize("name", MIXED)
def test_what_is_stored_is_ours_or_nothing_is(name: str) -> None:
    try:
        kept = prepare(name, MIXED[name])
    except InvalidAttachment:
        assert "named" in name or name.endswith("pdf"), "a picture with more in it is still one"
        return
    start = b"%PDF-" if kept.kind is FileKind.PDF else b"\xff\xd8\xff"
    for content in (kept.content, kept.thumbnail or b""):
        assert MARK not in content
        assert not any(bad in content for bad in (b"<script", b"<svg", b"<?php", b"/JavaScript"))
    assert kept.content.startswith(start)
    assert kept.name.endswith(f".{kept.kind.extension}")


def test_what_is_served_cannot_run() -> None:
    headers = download_headers("surat.pdf", "application/pdf")
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("media_type", ["application/pdf", "image/svg+xml", "text/html", ""])
def test_only_our_own_jpeg_is_shown_in_a_page(media_type: str) -> None:
    assert inline_headers("image/jpeg")["X-Content-Type-Options"] == "nosniff"
    with pytest.raises(ValueError):
        inline_headers(media_type)
