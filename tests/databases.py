"""Throw-away PostgreSQL and Redis servers for tests, on free ports, gone when the tests end."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

START_SECONDS = 60
NO_POSTGRESQL = (
    "These tests need PostgreSQL's server programs (initdb, postgres). Install them, for example with "
    "`apt-get install postgresql` or `brew install postgresql`; they need not run."
)
NO_REDIS = "These tests need redis-server. Install it, for example with `apt-get install redis-server`."
UNPRIVILEGED = ("postgres", "nobody")


class ServerMissing(Exception):
    """A server program that the tests need is not on this machine; says how to get it."""


def free_port() -> int:
    """A port nobody listens on just now."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgresql_programs() -> Path:
    """The folder with initdb and postgres; raises ServerMissing."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    for folder in ([Path(on_path).parent] if on_path else []) + folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise ServerMissing(NO_POSTGRESQL)


def as_unprivileged() -> tuple[list[str], int | None]:
    """What to put before a command so that it does not run as root, which PostgreSQL refuses; and the user's id."""
    if os.geteuid() != 0:
        return [], None
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"], user.pw_uid
    raise ServerMissing("PostgreSQL does not run as root, and there is no user named postgres or nobody to run it as.")


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A running server; gives the start of its URLs, to which a database's name is added."""
    programs = postgresql_programs()
    before, user = as_unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="zhiwen-postgresql-"))
    if user is not None:
        os.chown(folder, user, -1)
    data, port = folder / "data", free_port()
    subprocess.run(
        [*before, programs / "initdb", "-D", data, "-U", "zhiwen", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
        check=True, capture_output=True, cwd=folder,
    )
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*before, programs / "postgres", "-D", data, "-p", str(port), "-k", folder, "-h", "127.0.0.1",
             "-c", "fsync=off", "-c", "max_connections=60"],
            stdout=log, stderr=log, cwd=folder,
        )
    try:
        wait_for(lambda: accepts(port), server, folder / "log")
        yield f"postgresql+psycopg://zhiwen@127.0.0.1:{port}/"
    finally:
        stop(server)
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def redis() -> Iterator[tuple[str, Path]]:
    """A running Redis; gives its URL and the folder into which it would dump."""
    program = shutil.which("redis-server")
    if program is None:
        raise ServerMissing(NO_REDIS)
    folder, port = Path(tempfile.mkdtemp(prefix="zhiwen-redis-")), free_port()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""],
            stdout=log, stderr=log, cwd=folder,
        )
    try:
        wait_for(lambda: listens(port), server, folder / "log")
        yield f"redis://127.0.0.1:{port}/0", folder
    finally:
        stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def accepts(port: int) -> bool:
    """Whether PostgreSQL takes connections."""
    try:
        psycopg.connect(f"postgresql://zhiwen@127.0.0.1:{port}/postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def listens(port: int) -> bool:
    """Whether somebody accepts connections on a port."""
    with contextlib.closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(is_ready, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server is ready; fails with its log when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if is_ready():
            return
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server that these tests started; an interrupt lets neither kind wait for its clients."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        server.wait(30)
