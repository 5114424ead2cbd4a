"""``python -m tests.machine``: the programs that tests need from the system: Chromium, PostgreSQL, Redis."""

import os
import shutil
import subprocess
import sys

from tests.databases import ServerMissing, postgresql_programs

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = "fonts-noto-cjk"  # Chromium brings none for Chinese
LAST_LINES = 15


def chromium() -> str | None:
    """The path of a Chromium, if there is one."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def has_postgresql() -> bool:
    """Whether PostgreSQL's server programs are there."""
    try:
        postgresql_programs()
    except ServerMissing:
        return False
    return True


def missing() -> list[str]:
    """Debian's packages for what is not there."""
    packages = [] if chromium() else ["chromium", FONTS]
    packages += [] if shutil.which("redis-server") else ["redis-server"]
    packages += [] if has_postgresql() else ["postgresql"]
    return packages


def install(packages: list[str]) -> None:
    """Install packages with apt-get; ends the program with its last lines when that fails."""
    print(f"知问: installing {', '.join(packages)} for the tests …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "--quiet"], ["install", "--yes", "--quiet", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *command], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            last = "\n".join((done.stdout + done.stderr).splitlines()[-LAST_LINES:])
            sys.exit(f"知问: apt-get {command[0]} failed; the tests need {', '.join(packages)}:\n{last}")


def main() -> None:
    """Bring what is missing, or end with one sentence that says what to install."""
    packages = missing()
    if packages and (os.geteuid() != 0 or shutil.which("apt-get") is None):
        sys.exit(f"知问: the tests need programs that are not on this machine; as root: "
                 f"apt-get install --no-install-recommends {' '.join(packages)} (or their like on your system).")
    if packages:
        install(packages)
    if left := missing():
        sys.exit(f"知问: still missing after installation: {', '.join(left)}.")


if __name__ == "__main__":
    main()
