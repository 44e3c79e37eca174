import time

import redis

from icajo.run import valkey


def client(server):
    return redis.Redis(unix_socket_path=str(server.socket))


def test_what_is_queued_survives_a_restart(tmp_path):
    server = valkey.start(tmp_path / "valkey")
    with client(server) as connection:
        connection.rpush("queue", "a task")
    server.stop()

    server = valkey.start(tmp_path / "valkey")
    with client(server) as connection:
        kept = connection.lrange("queue", 0, -1)
    server.stop()

    assert kept == [b"a task"]


def test_a_full_memory_never_throws_tasks_away(tmp_path):
    server = valkey.start(tmp_path / "valkey")
    with client(server) as connection:
        policy = connection.config_get("maxmemory-policy")
    server.stop()

    assert policy == {"maxmemory-policy": "noeviction"}


def test_a_killed_server_begins_again_at_the_same_address(tmp_path):
    server = valkey.start(tmp_path / "valkey")
    server.process.kill()
    server.process.wait()

    server.process = server.begin()

    with client(server) as connection:
        assert eventually(connection.ping)
    server.stop()


def eventually(ask, patience=5):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            return ask()
        except redis.ConnectionError:
            time.sleep(0.05)
    return False
