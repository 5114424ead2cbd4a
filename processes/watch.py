"""One process under watch: started, restarted when it dies, stopped with all its children."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

STOP_SECONDS = 10
CALM_SECONDS = 60
PAUSES = (1, 2, 5, 10, 30)


class Watched:
    """A process that is started again when it dies, at growing pauses while it keeps dying."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], log: Path,
                 say: Callable[[str], None] = print) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.log = log
        self.say = say
        self.process: asyncio.subprocess.Process | None = None
        self._stopping = False

    async def run(self) -> None:
        """Keep the process alive until ``stop``; says each death and where the reason is logged."""
        deaths = 0
        while not self._stopping:
            began = time.monotonic()
            code = await self._once()
            if self._stopping:
                return
            deaths = 1 if time.monotonic() - began > CALM_SECONDS else deaths + 1
            pause = PAUSES[min(deaths, len(PAUSES)) - 1]
            self.say(f"知问: {self.name} stopped (exit code {code}, see {self.log.name}); "
                     f"starting it again in {pause} s")
            await asyncio.sleep(pause)

    async def _once(self) -> int:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.command, env=self.environment, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )
            return await self.process.wait()

    async def stop(self) -> None:
        """End the process and its children: asked first, forced after ten seconds."""
        self._stopping = True
        if self.process is None or self.process.returncode is not None:
            return
        self._signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        except TimeoutError:
            self._signal(signal.SIGKILL)
            await self.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
