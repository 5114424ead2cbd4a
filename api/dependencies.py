"""What endpoints ask for by name: the desk, the settings, an asker who has not asked too often."""

from typing import Annotated

from fastapi import Depends, Request

from api.chat.service import Desk
from api.rate_limits import RateLimits
from api.settings import Settings


def desk_of(request: Request) -> Desk:
    """The knowledge and the door to Rasa."""
    desk: Desk = request.app.state.desk
    return desk


def settings_of(request: Request) -> Settings:
    """The settings the application started with."""
    settings: Settings = request.app.state.settings
    return settings


async def web_asker(request: Request) -> str:
    """The web visitor's address; raises ChannelClosed or TooManyRequests."""
    limits: RateLimits = request.app.state.rate_limits
    asker = request.client.host if request.client else "unknown"
    await limits.admit("web", asker)
    return asker


DeskDep = Annotated[Desk, Depends(desk_of)]
SettingsDep = Annotated[Settings, Depends(settings_of)]
WebAsker = Annotated[str, Depends(web_asker)]
