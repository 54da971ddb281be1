"""The words a ticket is described with: what it is, its class, subject, channel and identity."""

from enum import StrEnum


class Kind(StrEnum):
    """*Jenis*: what the citizen wants to bring (Perpres 76/2013)."""

    COMPLAINT = "pengaduan"
    ASPIRATION = "aspirasi"
    INFORMATION = "informasi"


class TicketClass(StrEnum):
    """Classes of SP4N-LAPOR! (PermenPANRB 62/2018): each has its own time limit."""

    INFORMATION = "informasi"
    ASPIRATION = "aspirasi"
    ORDINARY = "tidak-berkadar"
    SUPERVISION = "berkadar"

    @property
    def label(self) -> str:
        return _CLASSES[self]

    @property
    def is_sealed(self) -> bool:
        """Whether its text is kept from everybody but the integrity team and the reporter."""
        return self is TicketClass.SUPERVISION


_CLASSES = {
    TicketClass.INFORMATION: "Permintaan informasi",
    TicketClass.ASPIRATION: "Aspirasi",
    TicketClass.ORDINARY: "Pengaduan tidak berkadar pengawasan",
    TicketClass.SUPERVISION: "Pengaduan berkadar pengawasan",
}


class Category(StrEnum):
    """*Kategori*: what a complaint is about; the last four are the protected lane's."""

    REQUIREMENTS = "persyaratan"
    PROCEDURE = "prosedur"
    TIME = "waktu"
    FEE = "biaya"
    CONDUCT = "sikap"
    FACILITIES = "sarana"
    OTHER = "lainnya"
    LEVY = "pungli"
    BROKER = "calo"
    GRATIFICATION = "gratifikasi"
    ABUSE = "wewenang"

    @property
    def label(self) -> str:
        return _CATEGORIES[self]

    @property
    def is_integrity(self) -> bool:
        return self in INTEGRITY


_CATEGORIES = {
    Category.REQUIREMENTS: "Persyaratan",
    Category.PROCEDURE: "Prosedur",
    Category.TIME: "Waktu pelayanan",
    Category.FEE: "Biaya",
    Category.CONDUCT: "Sikap petugas",
    Category.FACILITIES: "Sarana dan prasarana",
    Category.OTHER: "Lainnya",
    Category.LEVY: "Pungutan liar",
    Category.BROKER: "Calo atau perantara",
    Category.GRATIFICATION: "Gratifikasi (pemberian kepada petugas)",
    Category.ABUSE: "Penyalahgunaan wewenang",
}
INTEGRITY = frozenset({Category.LEVY, Category.BROKER, Category.GRATIFICATION, Category.ABUSE})


class Channel(StrEnum):
    """How it came in."""

    WEB = "daring"
    COUNTER = "loket"
    PHONE = "telepon"
    LETTER = "surat"
    EMAIL = "surel"
    WHATSAPP = "whatsapp"
    LAPOR = "sp4n-lapor"

    @property
    def label(self) -> str:
        return _CHANNELS[self]


_CHANNELS = {
    Channel.WEB: "Daring (QR atau tablet)",
    Channel.COUNTER: "Langsung di loket",
    Channel.PHONE: "Telepon",
    Channel.LETTER: "Surat",
    Channel.EMAIL: "Surel",
    Channel.WHATSAPP: "WhatsApp",
    Channel.LAPOR: "SP4N-LAPOR!",
}


class Identity(StrEnum):
    """Who will know who the reporter is (UU 25/2009 Pasal 42: identity may be kept secret)."""

    OPEN = "terbuka"
    CONFIDENTIAL = "rahasia"
    ANONYMOUS = "anonim"
