"""A server process under measurement: when it was ready, what it costs, how much memory it holds."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

START_SECONDS = 300
STOP_SECONDS = 30
BYTES_PER_MB = 2**20


@dataclass
class Server:
    """A started server with its process; ``ready_*`` are what its start took, until it answered."""

    url: str
    process: psutil.Process
    ready_seconds: float
    ready_cpu_seconds: float

    def cpu_seconds(self) -> float:
        """Processor time of the process and its children so far."""
        return cpu_seconds(self.process)

    def rss_mb(self) -> float:
        """Resident memory of the process and its children."""
        return rss_mb(self.process)


def family(process: psutil.Process) -> list[psutil.Process]:
    """A process and its children."""
    return [process, *process.children(recursive=True)]


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time of a process and its children."""
    return sum(times.user + times.system for times in (one.cpu_times() for one in family(process)))


def rss_mb(process: psutil.Process) -> float:
    """Resident memory of a process and its children."""
    return sum(one.memory_info().rss for one in family(process)) / BYTES_PER_MB


def free_port() -> int:
    """A port nobody listens on just now."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(command: list[str], environment: dict[str, str], folder: Path, log: Path, url: str,
            ready: str) -> Iterator[Server]:
    """Start a server, wait until ``ready`` answers without an error of its own, stop it at the end."""
    began = time.monotonic()
    with log.open("ab") as said:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=said, stderr=said)
    try:
        wait_until_ready(process, url + ready, began + START_SECONDS, log)
        watched = psutil.Process(process.pid)
        yield Server(url, watched, time.monotonic() - began, cpu_seconds(watched))
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(process: subprocess.Popen[bytes], url: str, deadline: float, log: Path) -> None:
    """Ask until the server answers; fails with the end of its log when it ends or takes too long."""
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(url, timeout=5, trust_env=False).is_success:
                return
        time.sleep(0.1)
    raise RuntimeError(f"not ready: {log.read_text(errors='replace')[-3000:]}")
