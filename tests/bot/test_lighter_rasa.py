"""What was made lighter still does what Rasa's own code does."""

import asyncio

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.utils.endpoints import EndpointConfig

from bot.lighter_rasa import lighten

REPLY = {"events": [{"event": "slot", "timestamp": None, "name": "task", "value": None}], "responses": [{"text": "a"}]}


@pytest.fixture(autouse=True)
def _lightened():
    lighten()
    lighten()


def test_a_sound_reply_of_the_action_server_passes():
    assert RemoteAction("action_answer", None)._validate_action_result(REPLY) is True


@pytest.mark.parametrize("reply", [None, [], {"events": {}}, {"events": [{"event": "nothing"}]}, {"responses": ["a"]}])
def test_an_unsound_reply_is_refused_in_rasas_own_words(reply):
    with pytest.raises(ValidationError, match="Failed to validate Action server response"):
        RemoteAction("action_answer", None)._validate_action_result(reply)


def test_event_classes_are_found_by_their_names():
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("user") is UserUttered
    with pytest.raises(ValueError, match="Unknown event name"):
        Event.resolve_by_type("nothing")


class ActionServer:
    """Counts connections; closes the first one after its second answer, as a restart would."""

    def __init__(self):
        self.connections = 0

    async def serve(self, reader, writer):
        self.connections += 1
        answers = 2 if self.connections == 1 else 10
        while answers and await reader.readline():
            length = 0
            while (line := await reader.readline()).strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            await reader.readexactly(length)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
            await writer.drain()
            answers -= 1
        writer.close()


def test_calls_of_the_action_server_share_a_connection_and_survive_its_closing():
    action_server = ActionServer()

    async def call_four_times():
        server = await asyncio.start_server(action_server.serve, "127.0.0.1", 0)
        endpoint = EndpointConfig(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/webhook")
        replies = []
        for _ in range(4):
            replies.append(await endpoint.request(json={"a": 1}))
            await asyncio.sleep(0.05)
        server.close()
        return replies

    assert asyncio.run(call_four_times()) == [{}, {}, {}, {}]
    assert action_server.connections == 2


def test_connections_are_not_carried_into_another_event_loop():
    async def session_of(endpoint):
        async with endpoint.session() as session:
            return session._loop

    endpoint = EndpointConfig("http://127.0.0.1:1/webhook")
    first, second = asyncio.run(session_of(endpoint)), asyncio.run(session_of(endpoint))
    assert first is not second
