"""What can go wrong with a case, each with its status and sentence."""

from typing import ClassVar

from api.cases.attempts import LOCK_SECONDS
from api.errors import AppError


class CaseNotFound(AppError):
    """Number and code do not belong together: unknown number or wrong code, never said which."""

    status = 404
    code = "case_not_found"
    message = "编号和查询码对不上，没有查到。请对照回执单核对后再试；连续五次对不上会暂停查询 15 分钟。"


class LookupLocked(AppError):
    """A case number or an asker has failed five times; said alike of numbers that do not exist."""

    status = 429
    code = "lookup_locked"
    message = "连续多次对不上，查询已暂停 15 分钟，请稍后再试；编号或查询码丢了，请到窗口核实身份后补办。"
    headers: ClassVar[dict[str, str]] = {"Retry-After": str(LOCK_SECONDS)}


class TokenSpent(AppError):
    """A one-time token was used before, is older than ten minutes, or never was."""

    status = 410
    code = "token_spent"
    message = "刚才的查询码已经失效，请再发一次查询码。"


class TicketExpired(AppError):
    """The proof of a lookup is too old or was never given."""

    status = 403
    code = "ticket_expired"
    message = "请先用编号和查询码查到案件，再办理提醒。"


class ServiceOnly(AppError):
    """The address is for our own processes."""

    status = 401
    code = "service_only"
    message = "这个地址只供内部服务使用。"
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": "Bearer"}


class CaseExists(AppError):
    """A case of this number is held already."""

    status = 409
    code = "case_exists"
    message = "这个编号已经有案件了。"


class StepNotAllowed(AppError):
    """The case may not go from where it stands to this state."""

    status = 409
    code = "step_not_allowed"
    message = "案件不能从现在的状态走到这一步。"


class NoSuchCase(AppError):
    """Staff named a case that is not held; never shown to askers."""

    status = 404
    code = "no_such_case"
    message = "没有这个编号的案件。"
