import os
import re
import shutil
import subprocess

import pytest
import yaml
from django.conf import settings

COMPOSE = settings.BASE_DIR / "docker-compose.yml"
ASKED_IN_SETTINGS = re.compile(r'env(?:\.\w+)?\("([A-Z0-9_]+)"')
READ_BY_A_LIBRARY = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load(COMPOSE.read_text())["services"]


def examples():
    lines = (settings.BASE_DIR / ".env.example").read_text().splitlines()
    return {line.partition("=")[0] for line in lines if line and not line.startswith("#")}


def asked():
    return set(ASKED_IN_SETTINGS.findall((settings.BASE_DIR / "icajo" / "settings.py").read_text()))


def test_every_setting_has_an_example():
    assert examples() == asked() | READ_BY_A_LIBRARY


def test_the_containers_are_given_settings_that_exist(services):
    assert set(services["web"]["environment"]) <= asked() | READ_BY_A_LIBRARY


def test_everything_the_portal_stands_on_is_there(services):
    assert {"web", "worker", "beat", "database", "redis", "files", "mail", "scanner"} <= services.keys()


def test_every_image_is_a_pinned_version(services):
    images = {name: service["image"] for name, service in services.items() if "build" not in service}

    loose = {name: image for name, image in images.items() if not re.search(r":.*\d+[.-]\d+", image)}

    assert loose == {}


def test_every_service_says_whether_it_is_well(services):
    # the web service's own check is written in the Dockerfile
    silent = {name for name, service in services.items() if "healthcheck" not in service and name != "web"}

    assert silent == set()
    assert "HEALTHCHECK" in (settings.BASE_DIR / "Dockerfile").read_text()


def test_only_what_a_browser_needs_is_open_and_only_to_this_machine(services):
    ports = [port for service in services.values() for port in service.get("ports", [])]

    assert len(ports) == 2
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_docker_understands_it():
    if not shutil.which("docker") or subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        pytest.skip("docker compose is not here")

    read = subprocess.run(
        ["docker", "compose", "--file", COMPOSE, "config", "--quiet"],
        env={"PATH": os.environ["PATH"], "HOME": "/", "SECRET_KEY": "x"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert read.returncode == 0, read.stderr
