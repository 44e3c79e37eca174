import subprocess
import sys
from pathlib import Path

from django.conf import settings


def test_imports_run_one_way():
    command = Path(sys.executable).parent / "lint-imports"
    asked = subprocess.run(
        [command, "--no-cache"],
        cwd=settings.BASE_DIR,
        env={"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )

    assert asked.returncode == 0, asked.stdout
