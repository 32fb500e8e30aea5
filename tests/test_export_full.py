"""An export onto a disk that is full: one line, no half-written file, whatever the format."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.export import FORMATS

ROOT = Path(__file__).resolve().parents[1]
LIMITED = """
import resource, sys
import cli
from pipeline.store import open_store
from pathlib import Path
open_store(Path(sys.argv[-1]))  # its index is made before the disk is full
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
cli.main()
"""


def exported(graph: Path, folder: Path, form: str, size: int) -> subprocess.CompletedProcess[str]:
    """Run `summitry export` where no file may grow beyond a size; the folder `tmp` beside the output is for scratch."""
    (folder / "tmp").mkdir()
    command = ["export", form, "--out", str(folder / "out" / "it"), "--graph", str(graph)]
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(size), *command],
        cwd=ROOT, env={**os.environ, "TMPDIR": str(folder / "tmp")}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "size"),
    [*((form, 200) for form in FORMATS), *(("xlsx", size) for size in (1000, 2000, 5000, 8000))],
)
def test_a_full_disk_is_one_line_and_leaves_nothing(world: Path, tmp_path: Path, form: str, size: int) -> None:
    done = exported(world, tmp_path, form, size)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith(f"summitry: {tmp_path}/out/")
    assert "can't be written: " in done.stderr
    assert "File too large" in done.stderr
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [], "nothing half-written, no scratch file"


def test_a_file_that_fits_is_written(world: Path, tmp_path: Path) -> None:
    done = exported(world, tmp_path, "xlsx", 1_000_000)
    assert (done.returncode, done.stderr) == (0, "")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["it"]
