"""One writer at a time in a folder, whatever becomes of the writers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline.errors import StopRun
from pipeline.locks import locked

ROOT = Path(__file__).resolve().parent.parent
HOLD = """
import sys
from pathlib import Path
from pipeline.locks import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[bytes]:
    """Another process that has the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, folder], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_made_and_goes_again_if_it_stays_empty(tmp_path: Path) -> None:
    with locked(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b").is_dir()
    assert list(tmp_path.iterdir()) == []
    with locked(tmp_path / "a" / "b"):
        (tmp_path / "a" / "b" / "kept").touch()
    assert (tmp_path / "a" / "b" / "kept").exists()


def test_who_holds_a_lock_may_take_it_again(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with locked(tmp_path / "real"), locked(tmp_path / "link", timeout=0):
        pass
    with locked(tmp_path / "real", timeout=0):
        pass


def test_another_thread_has_to_wait(tmp_path: Path) -> None:
    said: list[str] = []

    def other() -> None:
        with locked(tmp_path, waiting=said.append):
            said.append("in")

    with locked(tmp_path):
        thread = threading.Thread(target=other)
        thread.start()
        while not said:
            thread.join(0.01)
        assert said == [f"{tmp_path}: another run is writing there; waiting for it"]
    thread.join()
    assert said[1:] == ["in"]


def test_another_process_is_waited_for_and_named_once(tmp_path: Path) -> None:
    said: list[str] = []
    with holder(tmp_path) as process:
        with pytest.raises(StopRun, match="another run is writing there; try again"), locked(tmp_path, timeout=0.2):
            pass
        assert process.stdin is not None
        threading.Timer(0.2, process.stdin.close).start()
        with locked(tmp_path, waiting=said.append):
            assert len(said) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
    with locked(tmp_path, timeout=0):
        pass
    assert list(tmp_path.iterdir()) == []


FORKS = """
import os, sys, time
from pathlib import Path
from pipeline.locks import locked
with locked(Path(sys.argv[1])):
    if os.fork() == 0:
        print(os.getpid(), flush=True)
        time.sleep(60)
    time.sleep(60)
"""


def test_a_worker_does_not_keep_the_lock_of_its_killed_parent(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", FORKS, tmp_path], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.kill()
        process.wait()
        try:
            with locked(tmp_path, timeout=0):
                pass
        finally:
            os.kill(worker, signal.SIGKILL)


COUNT = """
import sys
from pathlib import Path
from pipeline.locks import locked
folder = Path(sys.argv[1])
for _ in range(40):
    with locked(folder):
        number = folder / "number"
        found = int(number.read_text()) if number.exists() else 0
        number.write_text(str(found + 1))
"""


def test_many_at_once_take_turns(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    command = [sys.executable, "-c", COUNT, folder]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    assert (folder / "number").read_text() == "160"
    assert len(list(folder.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StopRun, match="file: is a file; name a folder"), locked(tmp_path / "file"):
        pass
    with (
        pytest.raises(StopRun, match="deeper: can't be written: Not a directory"),
        locked(tmp_path / "file" / "deeper"),
    ):
        pass
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(StopRun, match="loop: can't be written"), locked(tmp_path / "loop"):
        pass


def test_a_folder_that_is_read_only_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    user = os.geteuid()
    try:
        if user == 0:  # who may write anywhere
            os.seteuid(65534)
        with pytest.raises(StopRun, match="can't be written: Permission denied"), locked(tmp_path / "new"):
            pass
    finally:
        os.seteuid(user)
        tmp_path.chmod(0o755)
