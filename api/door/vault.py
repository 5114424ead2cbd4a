"""Where a query code waits for ten minutes at most, until the cases service redeems its one-time token.

``MemoryVault`` serves one api process; ``RedisVault`` serves several replicas (ZHIWEN_REDIS_URL). What Redis
keeps is encrypted with a key that only the token holds, and filed under the token's hash: a dump of Redis
holds no code.
"""

import hashlib
import json
import secrets
import string
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Protocol

from redis.asyncio import Redis

from api.settings import Settings

KEEP_SECONDS = 600
TOKEN_LENGTH = 24
MOST_HELD = 20_000
KEY_PREFIX = "zhiwen:query-code:"


@dataclass(frozen=True)
class HeldCode:
    """A query code, who wrote it, and the case number that stood beside it, if one did."""

    code: str
    asker: str
    case_no: str | None = None


class Vault(Protocol):
    """Keeps codes under one-time tokens."""

    async def keep(self, held: HeldCode) -> str:
        """A new token for a code."""

    async def redeem(self, token: str) -> HeldCode | None:
        """The code of a token, once; None when the token is unknown, spent or older than ten minutes."""

    async def close(self) -> None:
        """Give resources back."""


def new_token() -> str:
    """24 random letters (112 bits); letters only, so that no mask for numbers can match inside a token."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(TOKEN_LENGTH))


class MemoryVault:
    """Codes in the memory of this process; the oldest go first when far too many are waiting."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, tuple[float, HeldCode]] = {}

    async def keep(self, held: HeldCode) -> str:
        """A new token for a code."""
        self._forget_overdue()
        token = new_token()
        self._held[token] = (self._clock() + KEEP_SECONDS, held)
        return token

    async def redeem(self, token: str) -> HeldCode | None:
        """The code of a token, once."""
        expires, held = self._held.pop(token, (0.0, None))
        return held if held and self._clock() < expires else None

    async def close(self) -> None:
        """Forget everything."""
        self._held.clear()

    def _forget_overdue(self) -> None:
        now = self._clock()
        while self._held:
            oldest = next(iter(self._held))
            if self._held[oldest][0] > now and len(self._held) < MOST_HELD:
                return
            del self._held[oldest]


class RedisVault:
    """Codes in Redis, for several replicas of the api."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url)

    async def keep(self, held: HeldCode) -> str:
        """A new token for a code."""
        token = new_token()
        content = json.dumps(asdict(held)).encode()
        await self._redis.set(shelf(token), scrambled(content, token), ex=KEEP_SECONDS)
        return token

    async def redeem(self, token: str) -> HeldCode | None:
        """The code of a token, once."""
        content = await self._redis.getdel(shelf(token))
        return HeldCode(**json.loads(scrambled(content, token))) if isinstance(content, bytes) else None

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()


def shelf(token: str) -> str:
    """The key in Redis: a hash, from which the token cannot be told."""
    return KEY_PREFIX + hashlib.sha256(token.encode()).hexdigest()


def scrambled(content: bytes, token: str) -> bytes:
    """Content combined with a key stream drawn from the token; each token is used for one content only."""
    stream = hashlib.shake_256(b"zhiwen query code\0" + token.encode()).digest(len(content))
    return bytes(a ^ b for a, b in zip(content, stream, strict=True))


def vault_for(settings: Settings) -> Vault:
    """The vault these settings ask for."""
    url = settings.redis_url.get_secret_value()
    return RedisVault(url) if url else MemoryVault()
