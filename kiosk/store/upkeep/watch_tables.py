"""What the jobs keep about themselves: tries of a run, troubles told of."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class JobTry(Model):
    """How often a run of a job was begun; ``again_at``: when it is to be tried again."""

    __tablename__ = "job_tries"
    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    period: Mapped[str] = mapped_column(String(20), primary_key=True)
    tries: Mapped[int] = mapped_column(Integer)
    again_at: Mapped[datetime | None] = mapped_column(Instant)


class UpkeepAlarm(Model):
    """A trouble the administrators were told of, until it is over."""

    __tablename__ = "upkeep_alarms"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)
