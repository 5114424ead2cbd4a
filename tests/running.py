"""The real product for tests: the three processes on free ports, with a folder of their own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 420


def free_port() -> int:
    """A port nobody listens on just now."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Running:
    """A running product: its address, its folder, and the means to stop and start it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    rasa_port: int = field(default_factory=free_port)
    actions_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where the api listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the processes and wait until a question can be answered; fails with what they printed."""
        with (self.folder / "start.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "processes", "--port", str(self.port), "--rasa-port", str(self.rasa_port),
                 "--actions-port", str(self.actions_port)],
                cwd=ROOT, env=os.environ | {"ZHIWEN_VAR": str(self.folder)} | self.environment, stdout=log, stderr=log,
                start_new_session=True,
            )
        self.wait_until_ready()

    def wait_until_ready(self, seconds: float = START_SECONDS) -> None:
        """Wait for /readyz; fails with the logs when it does not come or the watcher ended."""
        assert self.process is not None
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/readyz", timeout=3, trust_env=False).status_code == httpx.codes.OK:
                    return
            time.sleep(0.3)
        raise AssertionError(f"not ready:\n{self.said()}")

    def said(self) -> str:
        """Everything the processes printed and logged."""
        files = [self.folder / "start.log", *sorted((self.folder / "log").glob("*.log"))]
        return "\n".join(f"== {file.name}\n{file.read_text(errors='replace')}" for file in files if file.exists())

    def stop(self) -> None:
        """Stop as Ctrl-C does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(40)

    def restart(self) -> None:
        """Stop all processes and start them again on the same folder."""
        self.stop()
        self.start()

    def ask(self, text: str, session: str | None = None) -> dict:
        """One turn over HTTP."""
        body = {"text": text} | ({"session": session} if session else {})
        response = httpx.post(f"{self.url}/v1/chat", json=body, timeout=30, trust_env=False)
        response.raise_for_status()
        return response.json()
