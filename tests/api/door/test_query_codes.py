"""Codes are swapped at the door, in every form people write them; nothing else is touched."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.cases.codes import CODE, DIGITS, LETTERS, is_code, new_code, printed, tidy
from api.door.query_codes import swap, without_tokens
from api.door.vault import KEEP_SECONDS, HeldCode, MemoryVault, RedisVault, vault_for
from api.settings import Settings
from knowledge.case_numbers import CaseKind, CaseNumber
from tests.databases import redis

CODES = st.tuples(*(st.sampled_from(LETTERS if kind == "L" else DIGITS) for kind in "LLDLLDLL")).map("".join)
TOKEN = re.compile(r"〔查询码:([a-z]{24})〕")
FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in string.ascii_letters + string.digits}
FORMS = [
    str, str.lower, printed, lambda code: printed(code).lower(), lambda code: code.translate(FULL_WIDTH),
    " ".join, lambda code: f"{code[:4]} {code[4:]}", lambda code: f"{code[:2]}.{code[2:]}", lambda code: "—".join(code),
]
AROUND = [
    "{}", "查询码{}", "我的查询码是 {} 谢谢", "查询码：{}。", "YS2026000123 {}", "{}，编号ys二零二六000123", "密码是{}",
    "号码YS-2026-000123，码是{}", "（{}）", "请查\n{}\n",
]


async def swapped(text: str) -> tuple[str, list[HeldCode]]:
    """The text as it goes on, and what the vault holds for its tokens."""
    vault = MemoryVault()
    shown = await swap(text, vault, "192.0.2.1")
    return shown, [held for token in TOKEN.findall(shown) if (held := await vault.redeem(token))]


@given(CODES, st.sampled_from(FORMS), st.sampled_from(AROUND))
async def test_a_code_is_swapped_in_every_form(code, form, around):
    shown, held = await swapped(around.format(form(code)))
    assert [found.code for found in held] == [code]
    assert tidy(form(code)) not in tidy(TOKEN.sub("", shown))
    assert held[0].case_no == ("YS2026000123" if "000123" in around else None)
    assert held[0].asker == "192.0.2.1"


@pytest.mark.parametrize("text", [
    "YS2026000123", "ys 2026 000 123", "编号 BA-2026-223344", "software download", "我要 download 表格", "PASSWORD1",
    "H04W 72/04", "C22C3844", "A01C7/20和G06F16/33", "2026-11-22", "20261122", "申请号202310123456.7",
    "ZL202310123456.7", "CN115345678A", "GB/T 27935", "DB22T4567", "统一社会信用代码91220101MA17F2DE3X",
    "验证码是8位数字",
    "查询码丢了怎么办", "码是什么意思", "IPC是H04W72/04的能预审吗", "型号RTX4090", "iPhone17", "公司在A座1208室",
    "查询码是8位吗", "密码是hunter22x", "YS2026000123 H04W7204", "YS2026000123 到哪一步了",
])
async def test_what_is_no_code_stays_as_it_is(text):
    assert await swapped(text) == (text, [])


@given(st.text(alphabet=string.ascii_letters, min_size=1, max_size=30))
async def test_words_without_digits_are_never_codes(word):
    assert await swapped(word) == (word, [])


@given(st.sampled_from(CaseKind), st.integers(2000, 2099), st.integers(0, 999_999))
async def test_case_numbers_are_never_codes(kind, year, serial):
    number = str(CaseNumber(kind, year, serial))
    parts = number[:2], number[2:6], number[6:]
    for text in (number, number.lower(), " ".join(parts), "-".join(parts)):
        assert await swapped(text) == (text, [])


@given(st.dates())
async def test_dates_are_never_codes(day):
    for text in (day.isoformat(), day.strftime("%Y%m%d"), day.strftime("%Y/%m/%d")):
        assert await swapped(text) == (text, [])


@given(st.from_regex(r"[A-H][0-9]{2}[A-Z] ?[0-9]{1,4}/?[0-9]{2,6}", fullmatch=True))
async def test_ipc_symbols_are_never_codes(symbol):
    assert await swapped(symbol) == (symbol, [])


@pytest.mark.parametrize(("text", "code"), [
    ("查询码KM4TR7X", "KM4TR7X"), ("我的查询码是：km4-tr7-xcd", "KM4TR7XCD"), ("码是KM4TR71C", "KM4TR71C"),
    ("YS2026000123，KM4TROXC", "KM4TROXC"),
])
async def test_a_mistyped_code_is_swapped_where_the_words_say_that_it_is_one(text, code):
    shown, held = await swapped(text)
    assert [found.code for found in held] == [code]
    assert code.lower() not in shown.lower()


async def test_what_is_kept_of_a_message_does_not_even_hold_the_token():
    shown, _ = await swapped("YS2026000123 KM4TR7XC")
    assert without_tokens(shown) == "YS2026000123 〔查询码〕"


@given(st.data())
def test_fresh_codes_have_the_shape_and_look_alikes_are_read_back(data):
    code = new_code()
    assert CODE.fullmatch(code)
    assert is_code(tidy(printed(code)))
    seen = data.draw(st.sampled_from([dict(zip("8526", "BSZG", strict=True)), {}]))
    assert tidy("".join(seen.get(character, character) for character in code)) == code


@pytest.fixture(params=["memory", "redis"])
async def vault(request):
    """A vault of either kind."""
    if request.param == "memory":
        yield MemoryVault()
    else:
        with redis() as (url, _):
            made = vault_for(Settings(redis_url=url))
            assert isinstance(made, RedisVault)
            yield made
            await made.close()


async def test_a_token_redeems_once(vault):
    held = HeldCode("KM4TR7XC", "192.0.2.1", "YS2026000123")
    token, other = await vault.keep(held), await vault.keep(held)
    assert token != other
    assert await vault.redeem(token) == held
    assert await vault.redeem(token) is None
    assert await vault.redeem("madeup") is None
    assert await vault.redeem(other) == held


async def test_memory_forgets_after_ten_minutes():
    now = [0.0]
    vault = MemoryVault(clock=lambda: now[0])
    early, late = await vault.keep(HeldCode("A", "x")), await vault.keep(HeldCode("B", "x"))
    now[0] = KEEP_SECONDS - 1
    assert await vault.redeem(early) == HeldCode("A", "x")
    now[0] = KEEP_SECONDS
    assert await vault.redeem(late) is None


async def test_memory_drops_the_overdue_and_never_holds_too_many(monkeypatch):
    monkeypatch.setattr("api.door.vault.MOST_HELD", 3)
    now = [0.0]
    vault = MemoryVault(clock=lambda: now[0])
    tokens = [await vault.keep(HeldCode(str(index), "x")) for index in range(5)]
    assert [await vault.redeem(token) for token in tokens[:2]] == [None, None]
    assert [(await vault.redeem(token)).code for token in tokens[2:]] == ["2", "3", "4"]
    await vault.keep(HeldCode("old", "x"))
    now[0] = KEEP_SECONDS + 1
    await vault.keep(HeldCode("new", "x"))
    assert len(vault._held) == 1
    await vault.close()
    assert not vault._held


async def test_redis_expires_its_keys_and_holds_neither_code_nor_token():
    with redis() as (url, folder):
        vault = RedisVault(url)
        token = await vault.keep(HeldCode("KM4TR7XC", "192.0.2.1", "YS2026000123"))
        keys = await vault._redis.keys("*")
        assert 0 < await vault._redis.ttl(keys[0]) <= KEEP_SECONDS
        stored = keys[0] + await vault._redis.get(keys[0])
        await vault._redis.save()
        dump = (folder / "dump.rdb").read_bytes()
        for secret in (b"KM4TR7XC", token.encode(), b"YS2026000123"):
            assert secret not in stored
            assert secret not in dump
        await vault.close()


def test_without_a_redis_address_the_vault_is_this_process():
    assert isinstance(vault_for(Settings()), MemoryVault)
