"""The entrance for serving leaves TensorFlow out, and with it nothing that Rasa needs to serve our model."""

import subprocess
import sys

SERVING = """
from bot.__main__ import leave_out_tensorflow
leave_out_tensorflow()
import sys
import rasa.core.run, rasa.server
import bot.components.topic_understanding
from rasa.core.policies.rule_policy import RulePolicy
assert not any(name.split(".")[0] in ("tensorflow", "keras", "tensorboard") for name, module in sys.modules.items() if module)
"""


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=120, check=False)


def test_all_that_serves_can_be_imported_without_it():
    done = run("-c", SERVING)
    assert done.returncode == 0, done.stderr


def test_it_is_rasas_own_command_line():
    done = run("-m", "bot", "--version")
    assert done.returncode == 0, done.stderr
    assert "3.6" in done.stdout
