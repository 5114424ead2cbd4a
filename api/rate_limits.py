"""How often one asker and one channel may ask; and the switch that closes a channel."""

from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from api.errors import ChannelClosed, TooManyRequests
from api.settings import Settings


class RateLimits:
    """Counts requests in memory, per process; rates are written as ``limits`` reads them (``60/minute``)."""

    def __init__(self, settings: Settings) -> None:
        self._closed = settings.closed_channels
        self._asker_rate = parse(settings.asker_rate)
        self._channel_rate = parse(settings.channel_rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def admit(self, channel: str, asker: str) -> None:
        """Let one request in; raises ChannelClosed when the channel is off, TooManyRequests past a rate."""
        if channel in self._closed:
            raise ChannelClosed
        if not await self._limiter.hit(self._asker_rate, channel, asker):
            raise TooManyRequests
        if not await self._limiter.hit(self._channel_rate, channel):
            raise TooManyRequests("现在咨询的人太多，请过一分钟再试。")
