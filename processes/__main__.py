"""``python -m processes``: make everything ready, start api, actions and Rasa, watch them until Ctrl-C."""

import argparse
import asyncio
import contextlib
import os
import secrets
import signal
import socket
import sys
import time
from pathlib import Path

import httpx

from api import migrate
from api.cases import demo
from api.settings import Settings
from processes.model import BOT_PYTHON, ROOT, TrainingFailed, rasa_environment, train
from processes.watch import Watched

READY_SECONDS = 180
VAR = Path(os.environ.get("ZHIWEN_VAR", ROOT / "var")).resolve()
DEVELOPMENT_SECRETS = VAR / "development-secrets.env"
SECRETS = ("ZHIWEN_RASA_TOKEN", "ZHIWEN_SERVICE_TOKEN", "ZHIWEN_HASH_KEY")


def arguments() -> argparse.Namespace:
    """Ports of the three processes; only the first is meant to be seen by the world."""
    parser = argparse.ArgumentParser(prog="python -m processes", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--rasa-port", type=int, default=5005)
    parser.add_argument("--actions-port", type=int, default=5055)
    return parser.parse_args()


def refuse_taken_ports(options: argparse.Namespace) -> None:
    """Stop with one sentence when another program already listens where a process of ours must."""
    for name, option in (("api", "port"), ("rasa", "rasa_port"), ("actions", "actions_port")):
        port = getattr(options, option)
        with contextlib.closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                flag = option.replace("_", "-")
                sys.exit(f"知问: port {port} for {name} is taken by another program; stop it, or choose another port"
                         + (" (make run PORT=8001)" if option == "port" else f" (python -m processes --{flag} …)"))


def set_development_secrets() -> None:
    """In development, make secrets once and keep them in var/, readable by this user only."""
    if os.environ.get("ZHIWEN_ENVIRONMENT", "development") != "development":
        return
    if not DEVELOPMENT_SECRETS.exists():
        DEVELOPMENT_SECRETS.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{name}={secrets.token_hex(32)}\n" for name in SECRETS)
        with os.fdopen(os.open(DEVELOPMENT_SECRETS, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(lines)
    for line in DEVELOPMENT_SECRETS.read_text().splitlines():
        name, value = line.split("=", 1)
        os.environ.setdefault(name, value)


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
    async with httpx.AsyncClient(trust_env=False, timeout=3) as client:
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.HTTPError):
                if (await client.get(f"{address}/readyz")).status_code == httpx.codes.OK:
                    print(f"知问: ready at {address}  (Ctrl-C stops it; logs in var/log/)", flush=True)
                    return
            await asyncio.sleep(0.5)
    print("知问: not ready after three minutes; see var/log/", flush=True)


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
    """Set up what is missing, then serve."""
    options = arguments()
    os.chdir(ROOT)
    refuse_taken_ports(options)
    set_development_secrets()
    os.environ.setdefault("ZHIWEN_DATABASE_URL", f"sqlite+aiosqlite:///{VAR / 'zhiwen.db'}")
    os.environ.setdefault("ZHIWEN_CONVERSATIONS", str(VAR / "conversations.db"))
    settings = Settings()
    migrate.upgrade(settings.database_url)
    demo.load(settings)
    try:
        model = train()
    except TrainingFailed as failed:
        sys.exit(f"知问: training failed:\n{failed}")
    asyncio.run(serve(options, model))


if __name__ == "__main__":
    main()
