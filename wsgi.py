"""The server's door: ``gunicorn wsgi:app``. It opens on nothing that loses what people send."""

import sys

from kiosk import clock
from kiosk.app import create_app
from kiosk.config import InvalidConfig
from kiosk.domain.refusal import Refusal
from kiosk.flows.upkeep.check_start import require_fit
from kiosk.flows.upkeep.look_sound import look_sound
from kiosk.web import log

WORKER_BOOT_ERROR = 3
"""gunicorn gives up on this one; on any other it starts a worker again and again."""

log.to_stderr()
try:
    app = create_app(migrates=False)
    with app.app_context():
        require_fit(app.config["KIOSK"], clock.now())
        look_sound(app.config["KIOSK"], clock.now())
except (InvalidConfig, Refusal) as refused:
    print(f"wsgi: {refused}", file=sys.stderr)  # noqa: T201
    raise SystemExit(WORKER_BOOT_ERROR) from refused
