"""What the self-check refuses over HTTP."""

from api.errors import AppError


class AnswersRefused(AppError):
    """At least one answer is to no question of ours, or is none of the choices."""

    status = 422
    code = "unknown_answers"
    message = "有不认识的题目或选项。"


class LinkNotRead(AppError):
    """The letters of a download link do not stand for answers."""

    status = 422
    code = "unreadable_link"
    message = "下载链接不完整或已经过时，请重新做一次自查。"
