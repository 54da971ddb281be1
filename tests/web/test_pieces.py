"""A page in pieces is the same page, compressed or not, whatever stands between them."""

import gzip
import zlib

import pytest

from kiosk.web.pieces import Pieces

PARTS = ("<p>Loket é" * 3_000, '"><input value="', '">' + "faces " * 20_000)


@pytest.mark.parametrize("words", [("cap", "kunci"), ("", ""), ("é" * 900, "k" * 65_535)])
def test_compressed_and_plain_are_the_same_page(words: tuple[str, str]) -> None:
    page = Pieces(PARTS)
    whole = PARTS[0] + words[0] + PARTS[1] + words[1] + PARTS[2]
    assert page.plain(*words).decode() == whole
    assert gzip.decompress(page.gzipped(*words)).decode() == whole


def test_it_is_one_gzip_member_to_its_last_byte() -> None:
    """Browsers stop after the first member."""
    reader = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    reader.decompress(Pieces(PARTS).gzipped("cap", "kunci"))
    assert reader.eof
    assert reader.unused_data == b""


def test_the_length_says_nothing_about_the_words() -> None:
    """Compressed together, a stamp that repeats words of the page would make it shorter."""
    page = Pieces(PARTS)
    assert len(page.gzipped("faces faces ", "k")) == len(page.gzipped("q7Zx0pLm_3vB", "k"))
