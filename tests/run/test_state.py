import os
import subprocess
import sys

import pytest

from icajo.run import state


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("ICAJO_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def claimed_elsewhere(var):
    code = "import sys, pathlib; from icajo.run import state; state.claim(pathlib.Path(sys.argv[1])); "
    code += "print('mine', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(var)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    other.stdout.readline()
    return other


def test_two_supervisors_cannot_share_a_folder(var):
    other = claimed_elsewhere(var)

    with pytest.raises(state.InUse, match=f"already runs in .* \\(process {other.pid}\\)"):
        state.claim(var)
    other.communicate()


def test_a_folder_is_free_again_when_its_supervisor_is_killed(var):
    other = claimed_elsewhere(var)
    other.kill()
    other.communicate()

    assert state.claim(var) > 0


def test_the_secret_key_is_made_once_and_kept_private(var):
    var.mkdir()

    assert state.secret_key(var) == state.secret_key(var)
    assert len(state.secret_key(var)) > 50
    assert (var / "secret.key").stat().st_mode & 0o077 == 0


def test_a_reset_empties_the_folder(var):
    (var / "files" / "deep").mkdir(parents=True)
    (var / "files" / "deep" / "lease.pdf").write_bytes(b"%PDF")
    state.secret_key(var)

    state.reset()

    assert os.listdir(var) == []


def test_a_reset_refuses_while_the_portal_runs(var):
    other = claimed_elsewhere(var)
    state.secret_key(var)

    with pytest.raises(SystemExit, match="Stop it first"):
        state.reset()
    other.communicate()

    assert (var / "secret.key").exists()


def test_a_reset_refuses_a_folder_that_is_not_the_portals(var):
    var.mkdir()
    (var / "thesis.odt").write_text("years of work")

    with pytest.raises(SystemExit, match="did not make"):
        state.reset()

    assert (var / "thesis.odt").exists()
