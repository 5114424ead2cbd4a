"""Case status against the three real processes: a used code is found nowhere, and changes are told once."""

import asyncio
import uuid
from datetime import date

import httpx

from api.cases.changes import Milestone
from api.cases.demo import demo_codes
from api.cases.office import open_office
from api.cases.service import read_number, record_step
from api.database import connect, sessions
from api.door.vault import MemoryVault
from api.settings import Settings
from knowledge.clock import today
from tests.running import Running

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
FORMS = [
    str, str.lower, lambda code: f"{code[:3]}-{code[3:6]}-{code[6:]}", " ".join,
    lambda code: code.translate(FULL_WIDTH), lambda code: code.replace("3", "三").replace("4", "四"),
]
AROUND = ["{number} {code}", "查询码是{code}，编号{number}", "编号{number}\n查询密码：{code}", "{number}，{code}到哪一步了"]


def written(code: str) -> set[bytes]:
    """Every way a code could stand in a file."""
    return {form(code).encode(encoding) for form in FORMS for encoding in ("utf-8", "utf-16-le", "gbk")}


def hits(product: Running, codes: list[str]) -> list[str]:
    """The files of the product's folder that hold one of the codes."""
    wanted = set().union(*(written(code) for code in codes))
    files = [path for path in product.folder.rglob("*") if path.is_file()]
    assert {"zhiwen.db", "conversations.db", "api.log", "actions.log", "rasa.log"} <= {path.name for path in files}
    return [path.name for path in files if any(code in path.read_bytes() for code in wanted)]


def test_after_many_lookups_no_used_code_is_found_in_any_table_log_or_tracker(running: Running):
    codes = demo_codes()
    pairs = [(number, code) for number, code in codes.items() for _ in range(8)]
    for place, (number, code) in enumerate(pairs):
        said = AROUND[place % len(AROUND)].format(number=number, code=FORMS[place % len(FORMS)](code))
        turn = running.ask(said, f"lookup-{uuid.uuid4().hex}")
        assert turn["replies"][0]["kind"] == "case", (said, turn)
    wrong = "DM2YT3KY"
    assert running.ask(f"YS2026000038 {wrong}")["outcome"] == "task_step"
    assert len(pairs) >= 20
    assert hits(running, [*codes.values(), wrong]) == []


def test_neither_code_nor_token_stays_in_a_slot_after_use(running: Running):
    session = f"slots-{uuid.uuid4().hex}"
    running.ask("查询码是DM2YT3KX", session)
    waiting = slots(running, session)
    assert waiting["case_token"].isalpha()
    running.ask("YS2026000038", session)
    used = slots(running, session)
    assert (used["case_token"], used["case_number"], used["task"]) == (None, None, None)
    running.ask("有变化告诉我", session)
    assert slots(running, session)["case_ticket"] is None


def slots(product: Running, session: str) -> dict:
    """What Rasa remembers of a session, asked of Rasa itself."""
    token = next(line.split("=", 1)[1] for line in (product.folder / "development-secrets.env").read_text().splitlines()
                 if line.startswith("ZHIWEN_RASA_TOKEN="))
    address = f"http://127.0.0.1:{product.rasa_port}/conversations/{session}/tracker"
    return httpx.get(address, params={"token": token}, timeout=30, trust_env=False).json()["slots"]


def move_on(product: Running, number: str, state: str, day: date) -> None:
    """The office moves a case on, as the staff desk does."""
    asyncio.run(step(Settings(database_url=f"sqlite+aiosqlite:///{product.folder / 'zhiwen.db'}"), number, state, day))


async def step(settings: Settings, number: str, state: str, day: date) -> None:
    """One step of one case in a database."""
    engine = connect(settings.database_url)
    made = sessions(engine)
    office = open_office(settings, made, MemoryVault())
    async with made.begin() as database:
        await record_step(office, database, read_number(office, number), Milestone(state, day), None, "test")
    await engine.dispose()


def test_a_change_comes_first_at_the_next_visit_and_once(running: Running):
    session, other = (f"news-{uuid.uuid4().hex}" for _ in range(2))
    running.ask("BA2026000047 DM4HJ5RW", session)
    assert running.ask("有变化告诉我", session)["outcome"] == "task_done"
    move_on(running, "BA2026000047", "passed", today())
    assert [reply["kind"] for reply in running.ask("什么是专利预审", other)["replies"]] == ["answer"]
    news, answer = running.ask("什么是专利预审", session)["replies"]
    assert (news["kind"], news["topic"], answer["kind"]) == ("notice", "task/case_status", "answer")
    assert "BA2026000047" in news["text"]
    assert "备案通过" in news["text"]
    assert [reply["kind"] for reply in running.ask("什么是专利预审", session)["replies"]] == ["answer"]
    assert httpx.delete(f"{running.url}/v1/me", params={"session": session}, trust_env=False).status_code == 204
