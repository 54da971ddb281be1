"""OpenStack Swift with its S3 door in one process on this machine: proxy, accounts, containers and
objects, one copy of each, all on the disk of one folder.

Run by Debian's own Python, which has Swift (package python3-swift):
`python3 swift_server.py FOLDER PORT USER SECRET`. Says "ready" once it takes requests; the access
key is `USER:USER`.
"""

import importlib
import sys
from pathlib import Path
from typing import Any

HERE = "127.0.0.1"
PARTS = {"account": "swift.account", "container": "swift.container", "object": "swift.obj"}
PROXY = """
[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:9
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:slo]
use = egg:swift#slo
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_{user}_{user} = {secret} .admin
"""


def serve(folder: Path, port: int, user: str, secret: str) -> None:
    eventlet = importlib.import_module("eventlet")
    eventlet.monkey_patch()
    wsgi = importlib.import_module("eventlet.wsgi")
    _prepare(folder)
    for part, module in PARTS.items():
        listening = eventlet.listen((HERE, 0))
        _ring(folder, part, listening.getsockname()[1])
        settings = {"swift_dir": folder, "devices": folder / "disks", "mount_check": "false"}
        texts = {name: str(value) for name, value in settings.items()}
        app = importlib.import_module(f"{module}.server").app_factory(texts)
        eventlet.spawn(wsgi.server, listening, app, log_output=False)
    settings_file = folder / "proxy.conf"
    settings_file.write_text(PROXY.format(folder=folder, user=user, secret=secret))
    proxy = importlib.import_module("swift.common.wsgi").loadapp(str(settings_file))
    listening = eventlet.listen((HERE, port))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    wsgi.server(listening, proxy, log_output=False)


def _prepare(folder: Path) -> None:
    (folder / "disks" / "one").mkdir(parents=True, exist_ok=True)
    (folder / "swift.conf").write_text(
        "[swift-hash]\nswift_hash_path_suffix = uji\nswift_hash_path_prefix = uji\n"
    )
    utils = importlib.import_module("swift.common.utils")
    utils.set_swift_dir(str(folder))
    utils.validate_configuration()


def _ring(folder: Path, part: str, port: int) -> None:
    """One device, one copy."""
    device: dict[str, Any] = {"id": 0, "region": 1, "zone": 1, "weight": 1, "device": "one"}
    device |= {"ip": HERE, "port": port, "replication_ip": HERE, "replication_port": port}
    builder = importlib.import_module("swift.common.ring").RingBuilder(2, 1, 0)
    builder.add_dev(device)
    builder.rebalance()
    builder.get_ring().save(str(folder / f"{part}.ring.gz"))


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
