"""``python -m actions``: the action server on loopback."""

import logging
import os
import warnings
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

# rasa-sdk 3.21 warns at every call that Rasa 3.6.21 is another minor version. Their webhook contract is the same
# (docs/decisions/0002-two-environments.md) and tests/processes run the two together; only this warning is silenced.
warnings.filterwarnings("ignore", message=r"Your versions of rasa and rasa_sdk might not be compatible")


class DomainlessExecutor(ActionExecutor):
    """Runs actions without the domain: none of ours reads it, and Rasa sending it costs more than the action."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """Whatever domain the call carries; rasa-sdk would answer 449 to a call without one."""
        return payload.get("domain") or {}


def main() -> None:
    """Serve all actions of this package on 127.0.0.1:ZHIWEN_ACTIONS_PORT (5055)."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    executor = DomainlessExecutor()
    executor.register_package("actions")
    app = create_app(executor, cors_origins=[])
    app.run(host="127.0.0.1", port=int(os.environ.get("ZHIWEN_ACTIONS_PORT", "5055")), single_process=True,
            access_log=False, motd=False)


if __name__ == "__main__":
    main()
