"""What somebody sends becomes a JPEG or a PDF of ours, or a sentence that says why not."""

from __future__ import annotations

import io
import threading

import pytest
from PIL import Image

from kiosk.domain.complaint import attachment
from kiosk.domain.complaint.attachment import FileKind
from kiosk.domain.refusal import Busy
from kiosk.media import reencode
from kiosk.media.reencode import WorkerFailed, prepare
from tests.media import samples

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def is_near(picture: Image.Image, where: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    found = picture.getpixel(where)
    assert isinstance(found, tuple)
    return all(abs(a - b) < 40 for a, b in zip(found, colour, strict=True))


def turned(orientation: int) -> bytes:
    """A photo stored as a phone held that way stores it: shown right only when it is turned."""
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    picture = samples.drawn(80, 40)
    stored = picture if back is None else picture.transpose(Image.Transpose(back))
    return samples.saved(stored, "JPEG", exif=samples.exif(orientation))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(orientation: int) -> None:
    kept = prepare("foto.jpg", turned(orientation))
    for content in (kept.content, kept.thumbnail or b""):
        picture = samples.opened(content)
        assert picture.size == (80, 40)
        assert is_near(picture, (40, 5), RED)
        assert is_near(picture, (40, 35), BLUE)


MODES = {
    "grey": samples.saved(samples.drawn(mode="L"), "PNG"),
    "black-and-white": samples.saved(samples.drawn(mode="1"), "PNG"),
    "palette": samples.saved(samples.drawn(mode="P"), "PNG"),
    "grey-and-clear": samples.saved(samples.drawn(mode="LA"), "PNG"),
    "clear": samples.saved(samples.drawn(mode="RGBA"), "PNG"),
    "sixteen-bit": samples.saved(Image.new("I;16", (64, 48), 20_000), "PNG"),
    "cmyk": samples.saved(samples.drawn(mode="CMYK"), "JPEG"),
    "grey-jpeg": samples.saved(samples.drawn(mode="L"), "JPEG"),
    "progressive": samples.saved(samples.drawn(), "JPEG", progressive=True),
    "gif": samples.saved(samples.drawn(), "GIF"),
    "clear-gif": samples.saved(samples.drawn(mode="P"), "GIF", transparency=0),
    "webp": samples.saved(samples.drawn(), "WEBP"),
    "clear-webp": samples.saved(samples.drawn(mode="RGBA"), "WEBP", lossless=True),
    "moving-webp": samples.saved(
        samples.drawn(), "WEBP", save_all=True, append_images=[samples.drawn().rotate(180)]
    ),
    "moving-png": samples.saved(
        samples.drawn(), "PNG", save_all=True, append_images=[samples.drawn().rotate(180)]
    ),
    "two-lenses": samples.saved(
        samples.drawn(), "MPO", save_all=True, append_images=[samples.drawn()]
    ),
    "tiny": samples.saved(samples.drawn(1, 1), "PNG"),
    "very-long": samples.saved(samples.drawn(9_000, 1), "PNG"),
}


@pytest.mark.parametrize("name", MODES)
def test_every_kind_of_picture_becomes_a_jpeg_in_colour(name: str) -> None:
    kept = prepare(f"{name}.png", MODES[name])
    assert (kept.kind, kept.name, kept.media_type) == (
        FileKind.PICTURE, f"{name}.jpg", "image/jpeg",
    )  # fmt: skip
    for content in (kept.content, kept.thumbnail or b""):
        picture = samples.opened(content)
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("name", ["palette", "clear", "cmyk", "gif", "webp", "moving-webp"])
def test_it_shows_the_first_picture_in_its_colours(name: str) -> None:
    picture = samples.opened(prepare("a", MODES[name]).content)
    assert is_near(picture, (32, 5), RED)
    assert is_near(picture, (32, 43), BLUE)


def test_sixteen_bits_of_grey_do_not_turn_white() -> None:
    found = samples.opened(prepare("a", MODES["sixteen-bit"]).content).getpixel((9, 9))
    assert isinstance(found, tuple)
    assert abs(found[0] - 20_000 // 256) < 5


def test_what_can_be_seen_through_is_white_behind() -> None:
    clear = samples.saved(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG")
    assert is_near(samples.opened(prepare("a", clear).content), (20, 20), WHITE)


def test_a_large_photo_is_made_smaller_and_a_small_one_is_not() -> None:
    large = samples.saved(samples.drawn(4_000, 3_000), "JPEG")
    kept = prepare("a.jpg", large)
    assert samples.opened(kept.content).size == (2560, 1920)
    assert samples.opened(kept.thumbnail or b"").size == (320, 240)
    small = prepare("a.jpg", samples.saved(samples.drawn(200, 100), "JPEG"))
    assert samples.opened(small.content).size == (200, 100)
    assert samples.opened(small.thumbnail or b"").size == (200, 100)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_half_a_picture_is_refused(kind: str) -> None:
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    whole = samples.saved(noise, kind)
    for part in (len(whole) // 2, 20):
        with pytest.raises(attachment.BrokenPicture, match="foto lama.jpg"):
            prepare("foto lama.jpg", whole[:part])


def test_bytes_after_the_magic_may_be_anything() -> None:
    for start in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x10\0\0\0WEBP"):
        with pytest.raises((attachment.BrokenPicture, attachment.TooManyPixels)):
            prepare("a", start + bytes(range(256)) * 8)


def test_too_large_a_file_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reencode, "_worked", None)
    with pytest.raises(attachment.TooLargeFile):
        prepare("a.jpg", b"\xff\xd8\xff" + bytes(attachment.LARGEST_PICTURE))


def test_too_long_a_work_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reencode, "WALL_SECONDS", 0.001)
    with pytest.raises(attachment.TooHeavyFile):
        prepare("a.jpg", samples.photo())


def test_a_worker_that_cannot_run_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reencode.sys, "executable", "/bin/false")
    with pytest.raises(WorkerFailed):
        prepare("a.jpg", samples.photo())


@pytest.mark.parametrize(
    "said", [b"", b"ok 5 5\nabc", b"ok x y\n", b"ok\n", b"ok 1 -1\n", b"\xff\n"]
)
def test_a_worker_that_talks_nonsense_is_not_believed(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reencode, "_worked", lambda *_: (0, said))
    with pytest.raises(WorkerFailed):
        prepare("a.jpg", samples.photo())


def test_too_many_at_once_are_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    seats, busy = threading.BoundedSemaphore(reencode.TOGETHER), samples.photo()
    monkeypatch.setattr(reencode, "_seats", seats)
    monkeypatch.setattr(reencode, "PATIENCE", 0.01)
    for _ in range(reencode.TOGETHER):
        prepare("a.jpg", busy)
        seats.acquire()
    with pytest.raises(Busy):
        prepare("a.jpg", busy)
    seats.release()
    assert prepare("a.jpg", busy)


def test_a_failed_one_gives_its_seat_back() -> None:
    for _ in range(reencode.TOGETHER + 1):
        with pytest.raises(attachment.BrokenPicture):
            prepare("a.jpg", b"\xff\xd8\xff\xe0" + bytes(100))
    assert prepare("a.jpg", samples.photo())


def test_nothing_of_the_environment_reaches_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}
    real = reencode.subprocess.Popen

    def popen(*given: object, **options: object) -> object:
        seen.update(options)
        return real(*given, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(reencode.subprocess, "Popen", popen)
    prepare("a.jpg", samples.photo())
    assert seen["env"] == {}
    assert "shell" not in seen
    assert "pass_fds" not in seen


def test_a_kept_file_does_not_print_what_it_holds() -> None:
    told = repr(prepare("a.jpg", samples.photo()))
    assert "a.jpg" in told
    assert len(told) < 200


def test_the_same_picture_gives_the_same_bytes() -> None:
    """So that it is kept once, and no run leaves a mark of its own."""
    assert prepare("a", samples.photo()) == prepare("a", samples.photo())


def test_samples_are_read_by_an_ordinary_reader() -> None:
    assert Image.open(io.BytesIO(samples.photo(6))).getexif()[0x0112] == 6
