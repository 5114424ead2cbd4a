"""The API keeps what its OpenAPI page says, whatever it is sent; only Rasa is stood in for."""

import shutil
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.app import create_app
from api.chat.rasa_client import RasaClient
from api.settings import Settings

DECISION = {"kind": "answer", "outcome": "answered", "topic": "pre_examination/what_is_it", "confidence": 0.9}


def rasa(request: httpx.Request) -> httpx.Response:
    """Decides the same for every message."""
    said = {"model_file": "stand-in"} if request.url.path == "/status" else [{"custom": DECISION}]
    return httpx.Response(200, json=said)


EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def contract(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory):
    """The OpenAPI schema of the whole application over a migrated database."""
    path = tmp_path_factory.mktemp("contract") / "zhiwen.db"
    shutil.copy(sqlite_template, path)
    chosen = Settings(database_url=f"sqlite+aiosqlite:///{path}", service_token="", asker_rate="1000000/minute",
                      channel_rate="1000000/minute")
    app = create_app(chosen, RasaClient(chosen, httpx.MockTransport(rasa)))
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_every_answer_is_as_documented(contract):
    """All checks but one: a schema cannot say which texts can be read as a question, a case number or a code."""
    checked = []
    for found in contract.get_all_operations():
        operation = found.ok()
        checked.append(operation.label)

        @EXAMPLES
        @given(case=operation.as_strategy())
        def keeps_its_word(case):
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        keeps_its_word()
    assert {"POST /v1/chat", "POST /v1/cases/lookup", "POST /v1/cases/redeem", "POST /v1/cases/subscriptions",
            "DELETE /v1/cases/subscriptions", "GET /v1/cases/notifications"} <= set(checked)
