"""An evidence pack of a unit and year put together: its parts, their index, and who signs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from kiosk.bucket import Uploads
from kiosk.data import periksa
from kiosk.domain.index.document import Document
from kiosk.domain.zi import evidence
from kiosk.domain.zi.evidence import Entry
from kiosk.flows import (
    packing_complaints,
    packing_deeds,
    packing_dossier,
    packing_indexes,
    packing_lke,
    packing_surveys,
)
from kiosk.flows.packing import Pack, table
from kiosk.i18n import moment
from kiosk.paper.evidence_pack import Member, Packed
from kiosk.store.engine import reading
from kiosk.store.place import units
from kiosk.store.upkeep import signing

PARTS: Sequence[Callable[[Pack], Iterable[Member]]] = (
    # What rests on proof comes first: a proof that is lost is told before anybody waits.
    packing_deeds.followed,
    packing_lke.sheet,
    packing_dossier.phases,
    packing_dossier.service,
    packing_dossier.watched,
    packing_lke.board,
    packing_complaints.members,
    packing_deeds.heads,
    packing_indexes.members,
    packing_surveys.members,
)


def packed(one: Document, uploads: Uploads, instance: Path, public_url: str) -> Packed:
    """Raises `UnknownUnit`."""
    assert one.asked_at is not None
    with reading():
        unit = units.by_code(one.unit)
    pack = Pack(unit, one.period.year, one.asked_at, uploads, instance, public_url)
    return Packed(
        parts=tuple(partial(part, pack) for part in PARTS),
        last=partial(_index, pack, packing_lke.questions(pack)),
        head=_head(pack),
        sign=partial(signing.sign, instance),
    )


def _head(pack: Pack) -> Mapping[str, object]:
    return {
        "unit": pack.unit.code,
        "unit_name": pack.unit.name,
        "period": str(pack.year),
        "made_at": pack.now.isoformat(),
        "public_key": signing.public_key(pack.instance),
    }


def _index(pack: Pack, questions: Mapping[str, str], members: Sequence[Member]) -> Iterator[Member]:
    entries = [Entry(one.path, one.title, tuple(one.items)) for one in members]
    title = f"Paket bukti Zona Integritas {pack.year}: {pack.unit.name}"
    text = evidence.page(title, entries, questions)
    yield Member(evidence.INDEX, text.encode(), "Indeks menurut butir LKE")
    rows = [(item, one.path, one.title) for one in entries for item in one.items or ("",)]
    titles = ["butir_lke", "berkas", "isi"]
    yield table(evidence.TABLE, "Indeks sebagai tabel", (), titles, sorted(rows))
    key = periksa.fingerprint(signing.public_key(pack.instance))
    made = moment(pack.now, pack.unit.zone)
    read_me = evidence.read_me(pack.unit.name, pack.year, made, key)
    yield Member(evidence.READ_ME, read_me.encode(), "Baca dahulu")
