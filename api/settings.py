"""All configuration, read once from ``ZHIWEN_…`` environment variables; a wrong value stops the start."""

from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

WEAK = ("change", "secret", "password", "example", "development", "123456", "zhiwen")
SECRET_LENGTH = 32
DISTINCT_CHARACTERS = 10


class Environment(StrEnum):
    """Where the program runs; only development may do without secrets of its own."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Settings of the ``api`` process.

    Secrets (``hash_key`` for keyed hashes, ``rasa_token``, ``service_token``) have no default outside
    development; one shorter than 32 characters, too regular or holding a well-known word stops the start.
    ``redis_url`` is needed for several replicas only; ``public_url`` is the address people reach the service at.
    Times are seconds, sizes bytes.
    """

    model_config = SettingsConfigDict(env_prefix="ZHIWEN_", extra="ignore")

    environment: Environment = Environment.DEVELOPMENT
    database_url: str = "sqlite+aiosqlite:///var/zhiwen.db"
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_token: SecretStr = SecretStr("")
    rasa_timeout: float = 8.0
    service_token: SecretStr = SecretStr("")
    hash_key: SecretStr = SecretStr("")
    redis_url: SecretStr = SecretStr("")
    public_url: str = "http://127.0.0.1:8000"
    city: Path = Path(__file__).resolve().parent.parent / "data" / "city" / "changchun"
    body_limit: int = 64 * 1024
    asker_rate: str = "6000/minute"
    channel_rate: str = "60000/minute"
    closed_channels: frozenset[str] = Field(default_factory=frozenset)
    keep_days: int = 180
    keep_anonymous_days: int = 30

    @model_validator(mode="after")
    def _secrets_are_strong(self) -> Self:
        if self.environment is Environment.DEVELOPMENT:
            return self
        for name in ("hash_key", "rasa_token", "service_token"):
            reason = weakness(getattr(self, name).get_secret_value())
            if reason:
                raise ValueError(f"ZHIWEN_{name.upper()} {reason}")
        return self


def weakness(secret: str) -> str | None:
    """Why a secret must not be used in production, or None when it may."""
    if not secret:
        return "is not set; it has no default outside development"
    if len(secret) < SECRET_LENGTH:
        return f"is shorter than {SECRET_LENGTH} characters"
    if len(set(secret)) < DISTINCT_CHARACTERS or any(word in secret.lower() for word in WEAK):
        return "is easy to guess; generate one, for example with `openssl rand -hex 32`"
    return None
