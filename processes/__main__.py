"""``python -m processes``: make everything ready, then start api, actions and Rasa (``processes.serving``)."""

import argparse
import contextlib
import os
import secrets
import socket
import sys

from api import migrate
from api.cases import demo
from api.settings import Settings
from processes.model import ROOT, TrainingFailed, train
from processes.serving import VAR, ports

DEVELOPMENT_SECRETS = VAR / "development-secrets.env"
SECRETS = ("ZHIWEN_RASA_TOKEN", "ZHIWEN_SERVICE_TOKEN", "ZHIWEN_HASH_KEY")


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


def main() -> None:
    """Set up what is missing, then become the process that serves."""
    options = argparse.ArgumentParser(prog="python -m processes", description=__doc__, parents=[ports()]).parse_args()
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
    os.execv(sys.executable, [sys.executable, "-m", "processes.serving", *sys.argv[1:], "--model", str(model)])


if __name__ == "__main__":
    main()
