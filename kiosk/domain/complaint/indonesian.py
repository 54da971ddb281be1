"""Indonesian as complaints write it, brought to comparable words.

Citizens write baku, chat shorthand and Kupang Malay, often in one sentence. Two tellings of
one matter compare only after all of that is one language: `stems` makes it so. Nothing here is
linguistics: a wrong stem is harmless as long as both tellings get the same one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

LONGEST_WORD = 40
"""Letters looked at of one word; what is longer is no word."""

_FOREIGN = re.compile(
    r"[^\x00-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f\uff00-\uff5e\U0001d400-\U0001d7ff]"
)
"""No Indonesian is written in these; some would unfold into eighteen letters each."""
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
_TOKEN = re.compile(r"[a-z]+|[0-9]+(?:[.,][0-9]+)*")
_JOINED = re.compile(r"\b(?:e|i)[- ]?ktp(?:[- ]?el)?\b|\bktp[- ]el\b|\bktp[- ]elektronik\b")
_TWICE = re.compile(r"(?<=[a-z]{3})2\b")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_DOUBLED = re.compile(r"([a-z])\1")
_THOUSANDS = re.compile(r"[.,](?=[0-9]{3}(?![0-9]))")
_LARGEST = 10**12
"""No sum in a complaint is larger; without it "ribu ribu ribu ..." grows without end."""


def _pairs(text: str) -> dict[str, str]:
    """``baku: variant variant`` a line, turned into variant to baku."""
    found = {}
    for line in text.strip().splitlines():
        baku, _, variants = line.partition(":")
        found.update(dict.fromkeys(variants.split(), baku.strip()))
    return found


def listed(text: str) -> tuple[str, ...]:
    """The words of a list written with spaces, which reads better than one of quotes."""
    return tuple(text.split())


SLANG = MappingProxyType(
    _pairs(
        """
yang: yg
dengan: dgn dg deng
tidak: tdk tak gak ga nggak ngga enggak ndak kagak sonde son sond tida tra nda tdak
sudah: sdh udah udh su suda dah
untuk: utk buat
karena: krn karna gara sebab
belum: blm blom belom balom
saya: sy sya beta gue gw aku
bapak: bpk bapa pak
ibu: bu
kami: katong kitong kita ktng
mereka: dong dorang
pergi: pi
sampai: sampe smp smpai
saja: sa aja sja
dari: dr
pada: pd
kepada: kpd
jadi: jd
juga: jg
bisa: bs dapat dpt
kalau: klo kalo kl klu
padahal: pdhl
tetapi: tp tapi namun
sekarang: skrg skrng
bulan: bln
tahun: thn taon setaun setahun
minggu: mgg mggu seminggu
hari: seharian sehari
orang: org orng
banyak: byk bnyk
sangat: skali sekali
lebih: lbh
seperti: spt kaya kayak
sendiri: sndiri sndr
sebagai: sbg
dalam: dlm
surat: srt
nomor: no nmr nomer
beri: kasi kasih kase ksh dikasih dikasi memberi memberikan
petugas: ptgs
kembali: kmbali balik
begitu: bgitu gitu
mengapa: kenapa knp
bagaimana: gmn gimana
sekolah: skolah
kantor: ktr kntr
puskesmas: puskes pkm pusk
apotek: apotik
fotokopi: fotocopy potokopi fotocopi
legalisasi: legalisir
blangko: blanko
akta: akte
izin: ijin
gigi: giginya
jaringan: signal sinyal internet
galat: error eror offline gangguan terganggu
mati: padam
daring: online
tunggu: nunggu tungu
urus: ngurus
antre: ngantri ngantre antri antrian
coblos: nyoblos
kuitansi: kwitansi
rumah sakit: rs rsud
kelurahan: lurah
dukcapil: capil disdukcapil catpil
bpjs: jkn
uang: doi doit duit
tanda tangan: ttd teken
ktp: ektp iktp
kartu keluarga: kk
alamat: almt
ambulans: ambulance ambulan
dokter: dokternya
sakit: saki
ribu: rb
juta: jt
"""
    )
)
"""Shorthand, chat and Kupang Malay to the baku word (or words)."""

STOP = frozenset(
    listed(
        """
yang dengan untuk karena saya kami mereka ibu bapak pada di ke dari dan atau ini itu ada adalah
akan agar supaya juga saja sampai kalau padahal tetapi sekarang sangat lebih seperti sebagai
dalam begitu bagaimana mengapa kepada oleh para si sang hal jadi bisa lagi masih hanya cuma
setiap tiap sini sana situ mau ingin kan kok ko kah lah pun nya ya eh sih nih dong deh
mohon tolong harap terima kasih banyak orang warga sudah tidak belum dia kita anda apa siapa
kapan mana punya pernah lalu kemudian maka sedang telah bahwa hendak serta saat waktu ketika
rp katanya kata bilang dibilang sama bukan terus tanpa antara seorang semua sebuah
"""
    )
)
"""Words that tell nothing about the matter."""

SYNONYMS = MappingProxyType(
    _pairs(
        """
antre: antrean antri
bayar: biaya pungut pungutan uang tarif ongkos retribusi tagih ditagih
lama: lambat tunggu telat lamban
petugas: pegawai staf staff aparat aparatur operator
kosong: habis langka
rusak: jebol macet
marah: bentak maki dimaki kasar galak ketus jutek dimarahi
obat: resep
tensi: hipertensi
hilang: lenyap
salah: keliru beda berbeda
toilet: wc
kotor: jorok bau
listrik: lampu
cap: stempel
suami: bapa
motor: kendaraan mobil
usaha: kios warung
syarat: persyaratan
tutup: kunci
telepon: hp handphone whatsapp
daftar: registrasi
situs: web website aplikasi
terbit: cetak jadi keluar
blangko: formulir
rekam: perekaman
difabel: disabilitas kursiroda
tolak: ditolak
dobel: ganda
meninggal: almarhum almarhumah wafat
"""
    )
)
"""Stems of this field that stand for one another: each to the one they are counted as."""

_UP_TO_ELEVEN = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"
_NUMBERS = MappingProxyType(
    {word: number for number, word in enumerate(listed(_UP_TO_ELEVEN))}
    | {"seratus": 100, "seribu": 1000}
)
_TIMES = MappingProxyType({"puluh": 10, "ratus": 100, "ribu": 1000, "juta": 1_000_000})

_AFTER_MENG = frozenset(
    listed("irim erja etik enal ira umpul embali etahui urang ena eluar ecewa eluh atak otor")
)
"""What remains of roots in k after meng- (mengirim: kirim); other vowels are the root's own."""


def bare(text: str) -> str:
    """Lower case without accents or invisible characters, which hide a word from a search."""
    if text.isascii():
        return text.casefold()
    latin = _FOREIGN.sub(" ", text)
    return _UNSEEN.sub("", unicodedata.normalize("NFKD", latin)).casefold()


def tokens(text: str) -> list[str]:
    """Lower-case words and plain numbers in order; shorthand spelled out, numbers as digits."""
    plain = _TWICE.sub("", _JOINED.sub("ktp", bare(text)))
    return list(_counted(_spelled(plain)))


def _spelled(text: str) -> Iterator[str]:
    for word in _TOKEN.findall(text):
        if word[0].isdigit():
            yield _THOUSANDS.sub("", word)
        else:
            plain = _STRETCHED.sub(_once, word[:LONGEST_WORD])
            yield from SLANG.get(plain, plain).split()


def _once(found: re.Match[str]) -> str:
    return found[1]


def _counted(words: Iterator[str]) -> Iterator[str]:
    """*lima puluh ribu*, *50 ribu* and *50.000* all become ``50000``."""
    total: int | None = None
    for word in words:
        if word in _TIMES and total is not None and total < _LARGEST:
            total *= _TIMES[word]
        elif word == "belas" and total is not None:
            total += 10
        elif word in _NUMBERS or (word.isdigit() and len(word) < 10):
            if total is not None:
                yield str(total)
            total = _NUMBERS[word] if word in _NUMBERS else int(word)
        else:
            if total is not None:
                yield str(total)
                total = None
            yield word
    if total is not None:
        yield str(total)


def stems(text: str) -> list[tuple[str, str]]:
    """``(stem, word)`` of every telling word, in order; stop words are left out."""
    return [(stem, word) for word in tokens(text) if (stem := stem_of(word))]


def _single(word: str) -> str:
    """Doubled letters once: they are what a quick hand leaves out or adds (tunggu, tungu)."""
    return _DOUBLED.sub(_once, word)


_COUNTED_AS = MappingProxyType({_single(one): _single(other) for one, other in SYNONYMS.items()})


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """The stem a word is counted as; empty for a stop word or a single letter."""
    if word in STOP or (len(word) < 2 and not word.isdigit()):
        return ""
    if (plain := _single(word)) in _COUNTED_AS:
        return _COUNTED_AS[plain]
    stem = _without_prefix(_without_suffix(plain))
    return "" if stem in STOP else _COUNTED_AS.get(stem, stem)


_PARTICLES = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
_SHORTEST = 4


def _without_suffix(word: str) -> str:
    for endings in (_PARTICLES, _SUFFIXES):
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)]
                break
    return word


_PREFIXES = (
    ("meny", "s"), ("peny", "s"), ("meng", ""), ("peng", ""), ("memper", ""), ("diper", ""),
    ("mem", "p"), ("pem", "p"), ("men", "t"), ("pen", "t"), ("ber", ""), ("ter", ""),
    ("per", ""), ("di", ""), ("me", ""), ("ke", ""), ("se", ""),
)  # fmt: skip
"""A prefix and the letter it swallowed before a vowel (membayar: bayar, memilih: pilih)."""


def _without_prefix(word: str) -> str:
    for prefix, swallowed in _PREFIXES:
        rest = word[len(prefix) :]
        if not word.startswith(prefix) or len(rest) < _SHORTEST - 1:
            continue
        if rest in _AFTER_MENG:
            return "k" + rest
        restored = swallowed + rest if rest[0] in "aeiou" else rest
        return restored if len(restored) >= _SHORTEST else word
    return word
