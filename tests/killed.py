"""A command killed at its nth change of a file below a folder: `python -m tests.killed FOLDER ARGUMENTS…`.

Reads numbers from stdin; for each a child runs the command and is killed (SIGKILL) right before that change, and
"killed" is printed, or "done" when there was no nth one.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate"}


def main(folder: str, arguments: list[str]) -> None:
    import cli
    from pipeline.schema import schema
    from pipeline.snapshots import snapshots

    schema()  # loaded once, before the children
    snapshots(Path(folder))
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            die_at(int(line), folder)
            os.dup2(2, 1)
            sys.argv = ["summitry", "snapshot", *arguments, "--graph", folder]
            cli.main()
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "done", flush=True)  # noqa: T201
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
            raise SystemExit(f"the command failed: {status}")


def die_at(moment: int, folder: str) -> None:
    """End this process with SIGKILL before the nth change of a file in the folder."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        inside = bool(arguments) and isinstance(arguments[0], str | Path) and str(arguments[0]).startswith(folder)
        if inside and (writes or event in CHANGES):
            count += 1
            if count == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
