import os
import subprocess
import sys
import time

import psycopg
import pytest

from icajo.run import postgres


def ask(server, question):
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        return connection.execute(question)


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("state") / "pg"


def test_a_second_start_finds_what_the_first_one_wrote(folder):
    server = postgres.start(folder)
    ask(server, "create table kept as select 'still here' as words")
    server.stop()

    server = postgres.start(folder)
    words = ask(server, "select words from kept").fetchone()
    server.stop()

    assert words == ("still here",)


def test_nobody_can_reach_it_over_the_network(folder):
    server = postgres.start(folder)
    listens = ask(server, "show listen_addresses").fetchone()
    server.stop()

    assert listens == ("",)
    assert folder.stat().st_mode & 0o077 == 0


def test_a_deep_folder_gets_a_short_socket(folder):
    deep = folder.parent.joinpath(*["deep"] * 30, "pg")

    server = postgres.start(deep)
    answer = ask(server, "select 1").fetchone()
    server.stop()

    assert answer == (1,)
    assert not server.sockets.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_root_may_keep_it_in_a_folder_closed_to_others(folder):
    folder.parent.chmod(0o700)

    server = postgres.start(folder)
    answer = ask(server, "select 1").fetchone()
    server.stop()

    assert answer == (1,)
    assert folder.parent.stat().st_mode & 0o077 == 0


def test_files_of_another_version_are_refused_in_words(folder):
    postgres.start(folder).stop()
    (folder / "PG_VERSION").write_text("12\n")

    with pytest.raises(postgres.CannotStart, match="made by PostgreSQL 12"):
        postgres.start(folder)


def test_the_mark_of_a_killed_server_does_not_stop_the_next(folder):
    server = postgres.start(folder)
    mark = (folder / "postmaster.pid").read_text().splitlines()
    server.stop()
    (folder / "postmaster.pid").write_text("\n".join([str(os.getpid()), *mark[1:]]))

    server = postgres.start(folder)
    server.stop()

    assert server.process.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_it_ends_when_the_one_who_started_it_is_killed(folder):
    code = "import sys, pathlib, time; from icajo.run import postgres; "
    code += "print(postgres.start(pathlib.Path(sys.argv[1])).process.pid, flush=True); time.sleep(60)"
    starter = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
    starter.stdout.readline()

    starter.kill()
    starter.communicate()

    until = time.monotonic() + 10
    while (folder / "postmaster.pid").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not (folder / "postmaster.pid").exists()
