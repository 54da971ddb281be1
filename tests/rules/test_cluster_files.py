"""The files of deploy/cluster are what `make cluster` starts: each can be read, and says what the
promises of docs/operations.md rest on."""

import configparser
import shlex
import subprocess
from typing import Any

import pytest
import yaml

from kiosk.commands.serve import ALLOCATOR, gunicorn
from kiosk.config import SETTINGS, Config
from tests.rules.source import ROOT

FOLDER = ROOT / "deploy" / "cluster"
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def variables(name: str) -> dict[str, str]:
    lines = [one for one in text(name).splitlines() if one and not one.startswith("#")]
    return dict(one.split("=", 1) for one in lines)


@pytest.fixture(scope="module")
def patroni() -> Any:
    return yaml.safe_load(text("patroni.yml"))


def test_a_commit_is_on_two_nodes_and_one_alone_goes_on(patroni: Any) -> None:
    dcs = patroni["bootstrap"]["dcs"]
    assert (dcs["synchronous_mode"], dcs["synchronous_mode_strict"]) == (True, False)


def test_a_dead_primary_is_replaced_within_a_minute(patroni: Any) -> None:
    """Patroni's own rule between the three, without which nodes give up a lease they hold."""
    dcs = patroni["bootstrap"]["dcs"]
    assert dcs["loop_wait"] + 2 * dcs["retry_timeout"] <= dcs["ttl"] < 30
    # Beyond 30 s `statement_timeout` ends a commit that waits, and one machine alone has it.


def test_the_nation_can_subscribe_and_a_lost_one_fills_no_disk(patroni: Any) -> None:
    told = patroni["bootstrap"]["dcs"]["postgresql"]
    assert told["parameters"]["wal_level"] == "logical"
    assert told["parameters"]["hot_standby_feedback"] == "on"
    assert told["parameters"]["max_slot_wal_keep_size"]
    assert (told["use_slots"], told["use_pg_rewind"]) == (True, True)


def test_damage_on_disk_is_noticed(patroni: Any) -> None:
    assert "data-checksums" in patroni["bootstrap"]["initdb"]


def test_nobody_comes_in_without_a_password_or_from_everywhere(patroni: Any) -> None:
    for line in patroni["postgresql"]["pg_hba"]:
        kind, *rest = line.split()
        assert rest[-1] == ("peer" if kind == "local" else "scram-sha-256")
        assert kind == "local" or not rest[2].endswith("/0")
    nations = [one for one in patroni["postgresql"]["pg_hba"] if "kiosk_nasional" in one]
    assert [one.split()[:2] for one in nations] == [["hostssl", "gerbang"]]


def test_a_pooler_follows_its_server(patroni: Any) -> None:
    """It remembers "I am the primary" of a server that is none any more, unless it is told."""
    script = "/etc/patroni/peran-berganti.sh"
    assert patroni["postgresql"]["callbacks"] == {"on_role_change": script, "on_start": script}
    assert "-c RECONNECT" in text("peran-berganti.sh")
    subprocess.run(["sh", "-n", str(FOLDER / "peran-berganti.sh")], check=True)
    assert "BindsTo=patroni.service" in text("pgbouncer-patroni.conf")


def test_the_pooler_lends_a_connection_for_a_transaction() -> None:
    read = configparser.ConfigParser()
    read.read_string(text("pgbouncer.ini"))
    told = read["pgbouncer"]
    assert (told["pool_mode"], told["auth_type"]) == ("transaction", "scram-sha-256")
    # Whoever waits for a dead server is told before the proxy in front gives up (60 s).
    assert int(told["query_wait_timeout"]) <= 15
    assert "host=10.10.0.11" in read["databases"]["suaraloket"]


def test_three_members_decide() -> None:
    told = variables("etcd.env")
    assert told["ETCD_INITIAL_CLUSTER"].count("=http://") == 3
    assert all(name.startswith("ETCD_") for name in told)


def test_each_setting_of_a_web_host_is_known_and_both_databases_are_named() -> None:
    told = variables("web.env.example")
    assert set(told) <= set(SETTINGS)
    config = Config.from_env(told)
    assert config.proxy_hops == 1
    for url, wanted in ((config.database_url, "read-write"), (config.replica_url, "standby")):
        assert "10.10.0.11" in url
        assert "10.10.0.12" in url
        assert f"target_session_attrs={wanted}" in url


def test_a_web_host_starts_the_server_as_kiosk_serve_does() -> None:
    told = text("web.conf").replace("\\\n", " ")
    started = next(one for one in told.splitlines() if one.startswith("ExecStart=/"))
    assert shlex.split(started)[1:] == gunicorn("10.10.0.21", 8000, 2)[1:]
    for name, value in ALLOCATOR.items():
        assert f"Environment={name}={value}\n" in told


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda one: one.name)
def test_the_operators_page_names_each_file(path: Any) -> None:
    assert f"deploy/cluster/{path.name}" in PAGE
