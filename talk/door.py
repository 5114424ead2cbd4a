"""The api as a terminal client sees it: one conversation over HTTP."""

from typing import Any

import httpx

PATIENCE = 30.0  # seconds


class Nobody(Exception):
    """Nothing listens at the address."""


class Stranger(Exception):
    """Something answers at the address, but it is not this assistant."""


class NoAnswer(Exception):
    """The api gave no answer; ``detail`` is its own sentence, None when it could say none."""

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail or "no answer")
        self.detail = detail


class Door:
    """One conversation with the api at an address; ``transport`` is given where tests stand in for it."""

    def __init__(self, url: str, transport: httpx.BaseTransport | None = None) -> None:
        self.url = url
        self.session: str | None = None
        self._http = httpx.Client(base_url=url, timeout=PATIENCE, transport=transport, trust_env=False)

    def knock(self) -> None:
        """Make sure that the assistant is there; raises Nobody or Stranger."""
        try:
            answer = self._http.get("/healthz")
            known = answer.json() == {"status": "ok"}
        except httpx.ConnectError as reason:
            raise Nobody from reason
        except (httpx.HTTPError, ValueError) as reason:
            raise Stranger from reason
        if not known:
            raise Stranger

    def ask(self, text: str) -> dict[str, Any]:
        """One turn; raises Nobody or NoAnswer."""
        body = {"text": text} | ({"session": self.session} if self.session else {})
        turn: dict[str, Any] = self._read("POST", "/v1/chat", json=body)
        self.session = turn["session"]
        return turn

    def explain(self, text: str) -> Any:
        """Why a text is answered as it is; raises Nobody or NoAnswer, without detail where nothing is offered."""
        return self._read("GET", "/v1/explain", params={"text": text})

    def _read(self, method: str, path: str, **more: Any) -> Any:
        try:
            response = self._http.request(method, path, **more)
            content = response.json()
        except httpx.ConnectError as reason:
            raise Nobody from reason
        except (httpx.HTTPError, ValueError) as reason:
            raise NoAnswer from reason
        if response.is_success:
            return content
        silent = response.status_code == httpx.codes.NOT_FOUND
        raise NoAnswer(None if silent or not isinstance(content, dict) else content.get("detail"))
