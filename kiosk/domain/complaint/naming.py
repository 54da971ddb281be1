"""What a complaint's own words name: illegal levies, brokers, gratification, abuse of office.

Asked before the first write, because it decides whether a complaint is *berkadar pengawasan*
and kept from the unit it is about. It errs towards finding: a matter sealed for nothing costs a
colleague's minute, one left open may cost the citizen much more. So "bukan pungli" names it too.

Patterns see lower-case words with one space between. Gaps are bounded, so the time taken is
linear in the text whatever somebody sends (F37).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kiosk.domain.complaint.indonesian import bare
from kiosk.domain.complaint.kinds import Category

_TOKEN = re.compile(r"[a-z0-9@$*]{1,40}")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SPELLED_OUT = re.compile(r"(?<![a-z])[a-z](?:[ .*_-][a-z]){3,14}(?![a-z])")
_GAPS = re.compile(r"[^a-z]")
_DISGUISE = str.maketrans("01345@$", "oieasas")
_DISGUISED = ("pungli", "pungutan", "calo", "suap", "sogok", "korupsi", "gratifikasi", "peras")


def _some(most: int) -> str:
    """At most so many words between two that belong together."""
    return rf" (?:[a-z0-9]{{1,20}} ){{0,{most}}}?"


_SUM = (
    r"(?:rp ?)?[0-9]+ ?(?:rb|ribu|juta|jt|k|persen)|rp ?[0-9]+"
    r"|\w+ (?:puluh|ratus|belas) ribu|\w+ persen"
)
_MONEY = (
    rf"(?:uang|duit|doit?|bayaran|imbalan|jatah|setoran|upeti|tips?|fee|persenan|ongkos|biaya"
    rf"|{_SUM}|se(?:puluh|ratus|belas) ribu|\w+ ribu|sejuta|sumbangan)"
)
_LEVY = (
    r"(?:di|me|ter)?pungli(?:nya|in|kan)?|pung li",
    r"dipungut(?: biaya| bayaran| uang| liar)|pungut (?:biaya|uang|liar|bayaran)",
    r"pungutan(?:nya)?(?! (?:resmi|pajak|ekspor|suara))",
    rf"(?:di|me)mungut{_some(2)}{_MONEY}",
    rf"(?:di|me)?minta(?:i|in)?{_some(4)}{_MONEY}(?! (?:saya |kami )?(?:di)?kembali)",
    r"(?:di|me)?palak(?:in)?|memalak",
    r"(?:mem|pem)eras(?:an|nya)?(?! (?:asi|susu|keringat|jeruk|kelapa|otak) )",
    r"diperas(?! (?:asi|susu|keringat|jeruk|kelapa|otak) )",
    r"(?:wajib|harus|disuruh|dipaksa|suruh|paksa) setor(?:an)? (?:uang|doit?|ke|tiap|setiap|rp)",
    r"(?:mem)?bayar(?:an)? (?:lebih|tambahan|ekstra)" + _some(3) + "cepat",
    r"(?:mem)?bayar" + _some(5) + r"(?:padahal|harusnya|seharusnya|katanya)(?: \w+)? gratis",
    r"gratis" + _some(4) + r"(?:(?:mem|di)?bayar|ditagih|dimintai)",
    r"(?:biaya|tarif|uang) (?:siluman|liar|gelap|(?:tidak|tak) resmi|di luar (?:aturan|tarif))",
    r"(?:tanpa|tidak ada|tak ada|tidak (?:di)?(?:beri|kasih?)|sonde ada|sonde kasi) k[uw]itansi",
    r"getok harga|mark ?up|dipaksa bayar|paksa bayar",
)
_BROKER = (
    r"(?:per)?calo(?:an|nya|in|2)?",
    r"makelar(?:nya)?|perantara(?:nya)?|joki(?:nya)?",
    r"orang dalam|jalur belakang|(?:lewat|pintu) belakang",
    r"(?:sim|ktp|kir|stnk|ijazah|izin) (?:tembak|nembak)|nembak (?:sim|ktp|kir|stnk)",
)
_GRATIFICATION = (
    r"gratifikasi(?:nya)?",
    r"(?:di|ter)?suap(?:nya|in)?(?! (?:nasi|makan|bubur|obat) )|(?:me|pe)?nyuap(?:an|nya)?",
    r"(?:di|ter)?sogok(?:an|nya|in)?|(?:me|pe)?nyogok(?:an|nya)?",
    r"(?:uang|duit|doit?) (?:pelicin|rokok|kopi|lelah|semir|damai|tutup mulut|bensin|terima ?kasih"
    r"|tambahan|sirih?|pinang|capek?|bawah meja)",
    r"pelicin|salam tempel|bawah (?:meja|tangan)",
    rf"(?:kasih?|(?:mem)?beri(?:kan)?|(?:me)?minta|(?:te|mene)rima|selip(?:kan)?){_some(2)}amplop",
    rf"hadiah{_some(2)}(?:petugas|pegawai|pejabat)",
)
_ABUSE = (
    r"korup(?:si|tor)?(?:nya)?|(?:di|meng)korup(?:si)?(?:kan)?",
    r"kolusi|nepotisme",
    r"(?<!mahasiswa )(?<!peserta )(?<!posko )(?<!kelompok )(?<!izin )(?<!lokasi )"
    r"kkn(?! (?:mahasiswa|tematik|kuliah|kampus))",
    r"(?:jual beli|(?:men)?jual|(?:mem)?beli) (?:jabatan|blang?ko|formulir|antrean|nomor antr\w+)",
    r"(?:menyalah|disalah|penyalah|salah) ?guna(?:kan|an)?(?:nya)?",
    r"sewenang(?: wenang)?|semena mena",
    r"(?:meng|di|peng)gelap(?:kan|an)(?:nya)?|fiktif(?:nya)?",
    r"(?:meng|di|peng)?ancam(?:an|nya|in)?",
    r"(?:meng|di)?intimidasi(?:nya)?|(?:me|di|pe)leceh(?:kan|an)(?:nya)?",
    r"dipukul(?:i)?|memukul(?:i)?(?! rata)|ditampar|menampar",
)
_WRITTEN: Mapping[Category, tuple[str, ...]] = {
    Category.LEVY: _LEVY,
    Category.BROKER: _BROKER,
    Category.GRATIFICATION: _GRATIFICATION,
    Category.ABUSE: _ABUSE,
}


@cache
def _patterns() -> Mapping[Category, re.Pattern[str]]:
    return {
        category: re.compile(rf"(?<= )(?:{'|'.join(parts)})(?= )")
        for category, parts in _WRITTEN.items()
    }


def integrity_words(text: str) -> tuple[str, ...]:
    """What names such a matter, as written but in plain lower case; each once, in order.

    Empty: the text names none, and its category alone decides. At most 50 ms on 50 KB.
    """
    plain = _plain(text)
    found = sorted(
        (hit.start(), hit[0]) for one in _patterns().values() for hit in one.finditer(plain)
    )
    return tuple(dict.fromkeys(words for _, words in found))


def integrity_categories(text: str) -> frozenset[Category]:
    """Which of the protected lane's categories the text names."""
    plain = _plain(text)
    return frozenset(category for category, one in _patterns().items() if one.search(plain))


def _plain(text: str) -> str:
    """Words between single spaces, one at each end; disguises taken off."""
    joined = _SPELLED_OUT.sub(lambda found: _GAPS.sub("", found[0]), bare(text))
    joined = joined.replace("%", " persen ")
    return f" {' '.join(_words(joined))} "


def _words(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        if token.isalpha():
            yield _STRETCHED.sub(r"\1", token)
        else:
            yield _undisguised(token)


def _undisguised(token: str) -> str:
    """``pungl1``, ``$uap`` and ``p*ngli`` as the word they hide; other tokens as they are."""
    plain = token.translate(_DISGUISE)
    for word in _DISGUISED:
        if (
            len(word) == len(plain)
            and all(a in (b, "*") for a, b in zip(plain, word, strict=True))
            and not plain.startswith("**")
        ):
            return word
    return token.strip("@$*")
