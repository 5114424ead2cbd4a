"""The real api under uvicorn in a thread, with a stand-in for Rasa; and the Chromium of this machine."""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from api.app import create_app
from api.chat.rasa_client import RasaClient
from api.migrate import upgrade
from api.settings import Settings
from tests import machine
from tests.api.conftest import Rasa
from tests.running import free_port

START_SECONDS = 30
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
]


@dataclass
class Site:
    """A running api: its address, and the Rasa it asks."""

    folder: Path
    rasa: Rasa = field(default_factory=Rasa)
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """Where the chat page stands."""
        return f"http://127.0.0.1:{self.port}"

    def server(self) -> uvicorn.Server:
        """The server of an application with a database of its own."""
        settings = Settings(database_url=f"sqlite+aiosqlite:///{self.folder / 'zhiwen.db'}")
        app = create_app(settings, RasaClient(settings, httpx.MockTransport(self.rasa)))
        return uvicorn.Server(uvicorn.Config(app, port=self.port, log_level="warning", access_log=False, ws="none"))

    @contextlib.contextmanager
    def serving(self) -> Iterator["Site"]:
        """Serve until the block ends."""
        server = self.server()

        def serve() -> None:
            upgrade(f"sqlite+aiosqlite:///{self.folder / 'zhiwen.db'}")
            server.run()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        deadline = time.monotonic() + START_SECONDS
        while thread.is_alive() and not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.started, "the api did not start; its log says why"
        yield self
        server.should_exit = True
        thread.join(START_SECONDS)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine; ``python -m tests.machine`` brings it."""
    program = machine.chromium()
    assert program, "These tests need Chromium: python -m tests.machine says how to get it."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
