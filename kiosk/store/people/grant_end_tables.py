"""Until when a role holds."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class GrantEnd(Model):
    """Of one role; one without a row holds until somebody ends it. ``last_day``: the local day it
    still holds on; ``until``: the midnight that ends it. ``told_at``: when whoever gave it was told
    that it runs out; None: not yet."""

    __tablename__ = "grant_ends"
    grant_id: Mapped[int] = mapped_column(
        ForeignKey("grants.id"), primary_key=True, autoincrement=False
    )
    last_day: Mapped[date]
    until: Mapped[datetime] = mapped_column(Instant)
    told_at: Mapped[datetime | None] = mapped_column(Instant)
