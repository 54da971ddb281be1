"""The optional facts about a respondent, coarse on purpose.

Fields of the sample questionnaire (PermenPANRB 14/2017, annex) with the options of the forms in
use since 2025. An age becomes a band before it is kept; an occupation outside the list becomes
"lainnya"; nothing here names anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Words = Mapping[str, str]


@dataclass(frozen=True)
class Option:
    """``code`` is posted and shown in exports, ``mark`` is kept on the sheet."""

    code: str
    mark: str
    label: Words
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProfileField:
    """``catch_all``: the code taken for anything not listed (none: refused)."""

    name: str
    mark: str
    label: Words
    options: tuple[Option, ...]
    catch_all: str | None = None

    def read(self, text: str) -> str | None:
        """The mark of what was given, "" for nothing given, None for something unknown."""
        wanted = " ".join(text.split()).casefold()
        if not wanted:
            return ""
        found = _lookup(self).get(wanted)
        return found if found is not None else self._otherwise(wanted)

    def _otherwise(self, wanted: str) -> str | None:
        if self.name == "usia" and wanted.isascii() and wanted.isdigit():
            return _age_mark(int(wanted[:4]))
        return _lookup(self)[self.catch_all] if self.catch_all else None


def _o(code: str, mark: str, indonesian: str, english: str, *also: str) -> Option:
    return Option(code, mark, {"id": indonesian, "en": english}, also)


GENDER = ProfileField(
    "jenis_kelamin",
    "j",
    {"id": "Jenis kelamin", "en": "Gender"},
    (
        _o("L", "L", "Laki-laki", "Male", "laki-laki", "laki laki", "pria", "male", "m"),
        _o("P", "P", "Perempuan", "Female", "perempuan", "wanita", "female", "f"),
    ),
)
AGE = ProfileField(
    "usia",
    "u",
    {"id": "Usia", "en": "Age"},
    (
        _o("<17", "1", "Di bawah 17 tahun", "Under 17", "< 17"),
        _o("17-25", "2", "17–25 tahun", "17–25"),
        _o("26-34", "3", "26–34 tahun", "26–34"),
        _o("35-44", "4", "35–44 tahun", "35–44"),
        _o("45-54", "5", "45–54 tahun", "45–54"),
        _o("55-65", "6", "55–65 tahun", "55–65"),
        _o(">65", "7", "Di atas 65 tahun", "Over 65", "> 65"),
    ),
)
EDUCATION = ProfileField(
    "pendidikan",
    "p",
    {"id": "Pendidikan", "en": "Education"},
    (
        _o("TS", "0", "Tidak sekolah", "No schooling", "tidak sekolah"),
        _o("SD", "1", "SD", "Primary school"),
        _o("SMP", "2", "SMP", "Junior secondary", "sltp"),
        _o("SMA", "3", "SMA/SMK", "Senior secondary", "smk", "slta", "sma/smk"),
        _o("D3", "4", "D1/D2/D3", "Diploma", "d1", "d2", "diii", "d1/d2/d3", "diploma"),
        _o("S1", "5", "D4/S1", "Bachelor", "d4", "d4/s1", "sarjana"),
        _o("S2", "6", "S2", "Master", "magister"),
        _o("S3", "7", "S3", "Doctorate", "doktor"),
    ),
)
OCCUPATION = ProfileField(
    "pekerjaan",
    "k",
    {"id": "Pekerjaan", "en": "Occupation"},
    (
        _o("ASN", "a", "ASN/PNS", "Civil servant", "pns", "pppk", "asn/pns"),
        _o("TNI", "t", "TNI", "Armed forces"),
        _o("POLRI", "p", "POLRI", "Police", "polisi"),
        _o(
            "SWASTA", "s", "Pegawai swasta", "Private employee", "pegawai swasta", "karyawan swasta"
        ),
        _o("WIRAUSAHA", "w", "Wirausaha", "Self-employed", "wiraswasta", "pengusaha"),
        _o("PETANI", "n", "Petani/nelayan", "Farmer or fisher", "nelayan", "petani/nelayan"),
        _o("PELAJAR", "m", "Pelajar/mahasiswa", "Student", "mahasiswa", "pelajar/mahasiswa"),
        _o("IRT", "i", "Ibu rumah tangga", "Homemaker", "ibu rumah tangga"),
        _o("PEKERJA_LEPAS", "f", "Pekerja lepas", "Freelance", "pekerja lepas", "freelance"),
        _o("PENSIUNAN", "r", "Pensiunan", "Retired"),
        _o("LAINNYA", "x", "Lainnya", "Other"),
    ),
    catch_all="lainnya",
)
DISABILITY = ProfileField(
    "disabilitas",
    "d",
    {"id": "Penyandang disabilitas atau pendamping", "en": "Person with a disability or companion"},
    (
        _o("TIDAK", "0", "Tidak", "No", "bukan", "no"),
        _o("FISIK", "f", "Fisik", "Physical"),
        _o("INTELEKTUAL", "i", "Intelektual", "Intellectual"),
        _o("MENTAL", "m", "Mental", "Mental"),
        _o("SENSORIK", "s", "Sensorik", "Sensory"),
    ),
)
FIELDS = (GENDER, AGE, EDUCATION, OCCUPATION, DISABILITY)
BY_NAME = {one.name: one for one in FIELDS}

_AGE_BANDS = ((17, "1"), (26, "2"), (35, "3"), (45, "4"), (55, "5"), (66, "6"), (121, "7"))
_tables: dict[str, dict[str, str]] = {}


def _lookup(field: ProfileField) -> dict[str, str]:
    table = _tables.get(field.name)
    if table is None:
        table = {
            word.casefold(): option.mark
            for option in field.options
            for word in (option.code, *option.also)
        }
        _tables[field.name] = table
    return table


def _age_mark(years: int) -> str | None:
    if not 1 <= years <= 120:
        return None
    return next(mark for limit, mark in _AGE_BANDS if years < limit)


def pack(marks: Mapping[str, str]) -> str | None:
    """Field name to mark, as kept: a letter for the field and one for the option each."""
    packed = "".join(one.mark + marks[one.name] for one in FIELDS if marks.get(one.name))
    return packed or None


def unpack(packed: str | None) -> dict[str, Option]:
    """Field name to option, of what was kept."""
    pairs = dict(zip(packed[::2], packed[1::2], strict=True)) if packed else {}
    return {
        one.name: next(o for o in one.options if o.mark == pairs[one.mark])
        for one in FIELDS
        if one.mark in pairs
    }
