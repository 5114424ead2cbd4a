"""Failures with a status and a sentence; one place turns every one of them into JSON.

AppError
├── Unreadable          422  the text cannot be read as a question
├── NotFound            404  no such thing
├── TooManyRequests     429  asked too often
├── BodyTooLarge        413  the request is larger than any question
├── ChannelClosed       503  the channel is switched off
└── Unavailable         503  a part of the service does not answer
"""

import logging
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

logger = logging.getLogger(__name__)


class ErrorBody(BaseModel):
    """The shape of every error: a code for programs, a sentence for people."""

    error: str
    detail: str


class AppError(Exception):
    """An expected failure: its status, its code, the sentence a person reads."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"
    message: ClassVar[str] = "请求有误，请检查后再试。"
    headers: ClassVar[dict[str, str]] = {}

    def __init__(self, detail: str | None = None) -> None:
        self.detail = detail or self.message
        super().__init__(self.detail)


class Unreadable(AppError):
    """The message, or a field of the request, cannot be read as what it should be."""

    status = 422
    code = "unreadable"
    message = "没有读懂这条请求。"


class NotFound(AppError):
    """Nothing stands at this address."""

    status = 404
    code = "not_found"
    message = "没有找到您要的内容。"


class TooManyRequests(AppError):
    """The asker or the channel has used up its rate."""

    status = 429
    code = "too_many_requests"
    message = "您问得太快了，请过一分钟再试。"
    headers: ClassVar[dict[str, str]] = {"Retry-After": "60"}


class BodyTooLarge(AppError):
    """The request body is larger than any question needs."""

    status = 413
    code = "body_too_large"
    message = "内容太长，请只写您的问题，不超过 1000 个字。"


class ChannelClosed(AppError):
    """The bureau has switched this channel off."""

    status = 503
    code = "channel_closed"
    message = "智能问答暂停服务，请拨打 12345 咨询。"


class Unavailable(AppError):
    """A part of the service does not answer just now."""

    status = 503
    code = "unavailable"
    message = "服务暂时不可用，请稍后再试，或拨打 12345 咨询。"


FIELD_REASONS = {
    "missing": "缺少字段 {field}。",
    "extra_forbidden": "不认识的字段 {field}。",
    "string_type": "字段 {field} 应当是文字。",
    "json_invalid": "内容不是有效的 JSON。",
    "string_too_long": "字段 {field} 太长。",
    "string_too_short": "字段 {field} 不能为空。",
    "date_from_datetime_parsing": "字段 {field} 应当是 YYYY-MM-DD 形式的日期。",
    "date_parsing": "字段 {field} 应当是 YYYY-MM-DD 形式的日期。",
}


def answer(status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """An error in the one shape all errors have."""
    return JSONResponse(ErrorBody(error=code, detail=detail).model_dump(), status, headers)


async def say_app_error(_: Request, error: Exception) -> JSONResponse:
    """An expected failure, in its own words."""
    assert isinstance(error, AppError)
    return answer(error.status, error.code, error.detail, error.headers)


async def say_invalid(_: Request, error: Exception) -> JSONResponse:
    """A request of the wrong shape: the first wrong field and what is wrong with it."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"] if part not in {"body", "query", "path"}) or "请求内容"
    reason = FIELD_REASONS.get(first["type"], "字段 {field} 的内容不合要求。").format(field=field)
    return answer(422, "unreadable", reason)


async def say_http(_: Request, error: Exception) -> JSONResponse:
    """What the framework refuses: unknown addresses, wrong methods."""
    assert isinstance(error, HTTPException)
    codes = {404: ("not_found", NotFound.message), 405: ("method_not_allowed", "这个地址不接受这种请求方法。")}
    code, detail = codes.get(error.status_code, ("http_error", AppError.message))
    return answer(error.status_code, code, detail, dict(error.headers or {}))


async def say_unexpected(request: Request, error: Exception) -> JSONResponse:
    """Anything else: logged whole for us, one honest sentence for the person."""
    logger.error("unexpected failure at %s", request.url.path, exc_info=error)
    return answer(500, "internal_error", Unavailable.message)


def speak_for_errors(app: FastAPI) -> None:
    """Let the functions above answer for every failure of the application."""
    app.add_exception_handler(AppError, say_app_error)
    app.add_exception_handler(RequestValidationError, say_invalid)
    app.add_exception_handler(HTTPException, say_http)
    app.add_exception_handler(Exception, say_unexpected)


def documented(*errors: type[AppError]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI entries for the failures an endpoint promises."""
    return {error.status: {"model": ErrorBody, "description": error.message} for error in errors}
