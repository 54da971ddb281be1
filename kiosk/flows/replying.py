"""Steps that flows share about reply texts: the shipped ones and an office's own, side by side."""

from typing import Any

from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.reply import Stage, Template
from kiosk.store.complaint import replies, shipped


def of_instansi(instansi_id: int) -> list[Template]:
    """The office's own first. An own one's code is "k" and its number."""
    own = [template_of(one) for one in replies.of([instansi_id])]
    return [*own, *shipped.reply_templates()]


def template_of(row: Any) -> Template:
    kind = TicketClass(row.ticket_class) if row.ticket_class else None
    return Template(f"k{row.id}", kind, Stage(row.stage), row.title, row.body)
