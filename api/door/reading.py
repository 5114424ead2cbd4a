"""Is this text a question somebody could answer? A reason for each way in which it is not."""

import re
import unicodedata

from api.errors import Unreadable

TEXT_LIMIT = 1000
READABLE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffffA-Za-z0-9]")
LETTER_CATEGORIES = {"L", "N"}


def read_text(text: str) -> str:
    """The message without invisible characters at its ends; raises Unreadable with the reason.

    Refused: empty, over 1,000 characters, control characters other than line breaks and tabs, lone surrogates,
    nothing but emoji or punctuation, no Chinese, Latin or digit at all.
    """
    if len(text) > TEXT_LIMIT:
        raise Unreadable(f"内容太长（{len(text)} 个字），请控制在 {TEXT_LIMIT} 个字以内，只写您的问题。")
    if any(forbidden(character) for character in text):
        raise Unreadable("内容里有无法显示的控制字符，请重新输入文字。")
    text = text.strip("\ufeff\u200b\u200c\u200d\u2060 \t\r\n\u3000")
    if not text:
        raise Unreadable("内容是空的，请写下您的问题。")
    if not any(unicodedata.category(character)[0] in LETTER_CATEGORIES for character in text):
        raise Unreadable("只看到表情或标点，请用文字写下您的问题。")
    if not READABLE.search(unicodedata.normalize("NFKC", text)):
        raise Unreadable("目前只能读懂中文，请用中文写下您的问题。")
    return text


def forbidden(character: str) -> bool:
    """Control characters and half characters that no keyboard types."""
    return unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\r\t"
