"""What a command costs: processor seconds, wall seconds, peak memory."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

MAXRSS_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


class TookTooLong(Exception):
    """A command did not end within its time."""


@dataclass(frozen=True)
class Spent:
    """Costs of one finished command."""

    cpu_seconds: float
    wall_seconds: float
    peak_mb: float


def run(command: list[str], environment: dict[str, str], folder: Path, log: Path, limit: float) -> Spent:
    """Run a command to its end; raises TookTooLong after ``limit`` seconds, CalledProcessError when it fails."""
    began = time.monotonic()
    with log.open("wb") as said:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=said, stderr=said)
    try:
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            if time.monotonic() - began > limit:
                raise TookTooLong(f"{' '.join(command[1:4])}: more than {limit:g} s")
            time.sleep(0.2)
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
            os.waitpid(process.pid, 0)
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output=log.read_text(errors="replace"))
    return Spent(usage.ru_utime + usage.ru_stime, time.monotonic() - began, usage.ru_maxrss / MAXRSS_PER_MB)
