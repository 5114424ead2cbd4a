"""``python -m processes.serving``: start api, actions and Rasa on what is ready, watch them until Ctrl-C.

A process of its own, which holds nothing of the set-up in memory: it runs as long as the product does.
"""

import argparse
import asyncio
import os
import signal
import sys
import time
import urllib.request
from pathlib import Path

from processes.model import BOT_PYTHON, ROOT, rasa_environment
from processes.watch import Watched

READY_SECONDS = 180
VAR = Path(os.environ.get("ZHIWEN_VAR", ROOT / "var")).resolve()


def ports() -> argparse.ArgumentParser:
    """Ports of the three processes; only the first is meant to be seen by the world."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--rasa-port", type=int, default=5005)
    parser.add_argument("--actions-port", type=int, default=5055)
    return parser


def watched(options: argparse.Namespace, model: Path) -> list[Watched]:
    """The three processes with their commands; Rasa and actions listen on loopback only."""
    os.environ["ZHIWEN_RASA_URL"] = f"http://127.0.0.1:{options.rasa_port}"
    os.environ["ZHIWEN_ACTIONS_URL"] = f"http://127.0.0.1:{options.actions_port}/webhook"
    os.environ["ZHIWEN_API_URL"] = f"http://127.0.0.1:{options.port}"
    os.environ["ZHIWEN_ACTIONS_PORT"] = str(options.actions_port)
    logs = VAR / "log"
    rasa = [
        str(BOT_PYTHON), "-m", "bot", "run", "--interface", "127.0.0.1", "--port", str(options.rasa_port),
        "--enable-api", "--auth-token", os.environ["ZHIWEN_RASA_TOKEN"], "--model", str(model),
        "--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml",
    ]
    api = [sys.executable, "-m", "uvicorn", "api.main:app", "--host", options.host, "--port", str(options.port),
           "--log-level", "warning", "--no-access-log"]
    return [
        Watched("rasa", rasa, rasa_environment(), logs / "rasa.log"),
        Watched("actions", [sys.executable, "-m", "actions"], dict(os.environ), logs / "actions.log"),
        Watched("api", api, dict(os.environ), logs / "api.log"),
    ]


async def announce_when_ready(port: int) -> None:
    """Print the address of the chat page once a question can be answered, or what is still missing."""
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if await asyncio.to_thread(is_ready, address):
            print(f"知问: ready at {address}  (Ctrl-C stops it; logs in var/log/)", flush=True)
            return
        await asyncio.sleep(0.5)
    print("知问: not ready after three minutes; see var/log/", flush=True)


def is_ready(address: str) -> bool:
    """Whether a question can be answered at the address."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address}/readyz", timeout=3):
            return True
    except OSError:  # an answer that says no, too
        return False


async def serve(options: argparse.Namespace, model: Path) -> None:
    """Run the three processes until a signal says stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    parts = watched(options, model)
    tasks = [asyncio.create_task(part.run()) for part in parts]
    ready = asyncio.create_task(announce_when_ready(options.port))
    await stop.wait()
    print("\n知问: stopping …", flush=True)
    ready.cancel()
    await asyncio.gather(*(part.stop() for part in parts))
    for task in tasks:
        task.cancel()


def main() -> None:
    """Serve with the model named."""
    parser = argparse.ArgumentParser(prog="python -m processes.serving", description=__doc__, parents=[ports()])
    parser.add_argument("--model", type=Path, required=True)
    options = parser.parse_args()
    asyncio.run(serve(options, options.model))


if __name__ == "__main__":
    main()
