"""``python -m talk --port 8000``: chat in the terminal with a running assistant."""

import argparse
import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.json import JSON
from rich.text import Text

from talk.door import Door, NoAnswer, Nobody, Stranger
from talk.showing import show_turn

WORDS = Path(__file__).with_name("words.yml")


class Talk:
    """One person at one terminal; ``read`` gives the next line and raises EOFError at the end."""

    def __init__(self, door: Door, console: Console, read: Callable[[str], str], words: dict[str, Any]) -> None:
        self._door = door
        self._console = console
        self._read = read
        self._words = words
        self._says: list[str] = []
        self._asked = ""

    def run(self) -> None:
        """Talk until the person leaves, by command or by Ctrl-C or Ctrl-D."""
        self._tell("welcome", url=self._door.url)
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            while (line := self._read(self._words["prompt"]).strip()) != "/quit":
                self._take(line)
        self._tell("goodbye")

    def _take(self, line: str) -> None:
        command, _, rest = line.partition(" ")
        try:
            if command == "/why":
                self._why(rest.strip() or self._asked)
            elif command == "/new":
                self._begin_anew()
            elif command.startswith("/"):
                self._tell("unknown_command", command=command)
            elif line:
                self._ask(line)
        except Nobody:
            self._tell("nobody", url=self._door.url)
        except NoAnswer as failure:
            self._say(failure.detail or self._words["no_answer"])

    def _ask(self, line: str) -> None:
        chosen = line.isdecimal() and 1 <= int(line) <= len(self._says)
        self._asked = self._says[int(line) - 1] if chosen else line
        self._says = show_turn(self._console, self._door.ask(self._asked), self._words)

    def _why(self, text: str) -> None:
        if not text:
            self._tell("nothing_asked")
            return
        try:
            self._console.print(JSON.from_data(self._door.explain(text), ensure_ascii=False))
        except NoAnswer as failure:
            self._say(failure.detail or self._words["no_explanation"])

    def _begin_anew(self) -> None:
        self._door.session = None
        self._says = []
        self._asked = ""
        self._tell("begun_anew")

    def _tell(self, word: str, **more: str) -> None:
        self._say(self._words[word].format(**more))

    def _say(self, sentence: str) -> None:
        self._console.print(Text(sentence))


def load_words() -> dict[str, Any]:
    """What the program itself says."""
    words: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return words


def main() -> None:
    """Knock, then talk; exits with a sentence when the assistant is not there."""
    parser = argparse.ArgumentParser(prog="python -m talk", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    door = Door(f"http://127.0.0.1:{parser.parse_args().port}")
    words = load_words()
    try:
        door.knock()
    except Nobody:
        sys.exit(words["nobody"].format(url=door.url))
    except Stranger:
        sys.exit(words["stranger"].format(url=door.url))
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  (line editing, where the platform has it)
    Talk(door, Console(), input, words).run()


if __name__ == "__main__":
    main()
