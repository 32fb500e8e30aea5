"""Processes of the server's own: started with this program's code, killed when they are not wanted any more."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parent.parent.parent
_LINE: Final = 1 << 20  # bytes of what a process says at once


async def start(module: str, *arguments: str) -> Process:
    """Run a module with pipes to it and from it."""
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdin=PIPE, stdout=PIPE, limit=_LINE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
    )  # fmt: skip


async def stop(process: Process) -> None:
    """Kill a process that still runs, and wait for its end."""
    if process.returncode is None:
        try:
            process.kill()
        except ProcessLookupError:
            return
        await process.wait()
