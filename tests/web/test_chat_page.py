"""The chat page in a real browser against the real api: what a person can do with it, and what it never loses."""

import json
import re
import threading

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.api.conftest import answering, said

HOSTILE = "<img src=x onerror=\"document.title='taken'\"> <script>document.title='taken'</script>"
CLARIFY = {
    "kind": "clarify", "outcome": "clarified", "topic": "refusal/unclear",
    "offers": ["pre_examination/what_is_it", "trade_secret/what_is_it"],
}
CITATION = {"title": "专利申请预审业务管理办法（试行）", "number": "国知办发办字〔2023〕25号", "article": "第5条",
            "effective": "2023-07-01", "url": None}


def step(text: str, *choices: str) -> dict:
    return {"kind": "question", "outcome": "task_step", "topic": "task/eligibility_check", "text": text,
            "choices": [{"title": choice, "say": choice} for choice in choices]}


def ask(page: Page, text: str) -> None:
    page.get_by_label("您的问题").fill(text)
    page.get_by_role("button", name="发送").click()


def replies(page: Page):
    return page.locator("#log .reply")


def box(page: Page):
    return page.get_by_label("您的问题")


def test_an_answer_comes_with_its_basis_folded(page):
    ask(page, "啥是预审")
    expect(page.locator("#log .said")).to_contain_text("啥是预审")
    reply = replies(page)
    expect(reply.get_by_role("heading", name="什么是专利预审")).to_be_visible()
    basis = reply.locator(".basis")
    expect(basis.locator("li").first).to_be_hidden()
    basis.locator("summary").click()
    expect(basis.locator("li").first).to_be_visible()
    expect(basis.locator("li").first).to_contain_text(re.compile(r"^《.+》 .*〔\d{4}〕"))
    expect(box(page)).to_have_value("")


def test_a_citation_names_number_article_and_day(page, rasa):
    rasa.reply = lambda _: said({**step("要备案。"), "citations": [CITATION]})
    ask(page, "要备案吗")
    expect(page.locator(".basis li")).to_have_text(
        "《专利申请预审业务管理办法（试行）》 国知办发办字〔2023〕25号 第5条 2023-07-01 起施行"
    )


def test_a_click_on_a_choice_says_it(page, rasa):
    rasa.reply = lambda _: said(CLARIFY)
    ask(page, "那个")
    expect(replies(page)).to_have_count(1)
    rasa.reply = lambda _: said(answering("trade_secret/what_is_it"))
    offer = replies(page).get_by_role("group", name="可以点选").get_by_role("button").nth(1)
    title = offer.inner_text()
    offer.click()
    expect(replies(page)).to_have_count(2)
    expect(page.locator("#log .said").last).to_contain_text(title)
    assert rasa.asked[-1]["message"] == title
    assert {message["sender"] for message in rasa.asked} == {rasa.asked[0]["sender"]}


def test_an_entrance_asks_at_once(page, rasa):
    entrances = page.get_by_role("group", name="可以这样问").get_by_role("button")
    expect(entrances).to_have_count(4)
    entrances.first.click()
    expect(replies(page)).to_have_count(1)
    assert rasa.asked[0]["message"] == "什么是专利预审"


def test_every_kind_of_reply_is_told_apart_in_words(page, rasa):
    kinds = {"clarify": "请您选一个", "refusal": "没有直接答复", "question": "请您回答", "verdict": "自检结果",
             "case": "办件进度", "handoff": "转人工", "quiz": "小测验", "notice": "提示"}
    rasa.reply = lambda _: said(*({"kind": kind, "outcome": "answered", "text": "一句话"} for kind in kinds))
    ask(page, "都来一遍")
    expect(page.locator("#log .label")).to_have_text(list(kinds.values()))


def test_several_replies_stand_apart_and_are_judged_once(page, rasa):
    rasa.reply = lambda _: said(answering("pre_examination/what_is_it"), answering("trade_secret/what_is_it"))
    ask(page, "预审和商业秘密各是什么")
    expect(replies(page)).to_have_count(2)
    expect(page.get_by_role("group", name="这次答复有用吗")).to_have_count(1)


def test_a_verdict_shows_its_conditions_by_status(page, rasa):
    rule = {"reason": "预审前要先备案。", "remedy": "先办备案。", "citation": CITATION}
    card = {"verdict": "unlikely", "missing": [], "documents": [], "rules": [
        {"id": "R05", "status": "not_met", **rule},
        {"id": "R01", "status": "met", **rule, "reason": "是专利申请。", "remedy": None},
    ]}
    rasa.reply = lambda _: said({"kind": "verdict", "outcome": "task_done", "topic": "task/eligibility_check",
                                 "text": "结论：初步不符合", "data": card})
    ask(page, "先看看结果")
    groups = page.locator(".conditions")
    expect(groups.locator("summary")).to_have_text(["不满足（1）", "已满足（1）"])
    expect(groups.first.locator("tbody tr")).to_contain_text("R05")
    expect(groups.first.locator("tbody tr")).to_contain_text("怎么办：先办备案。")
    expect(groups.first.locator("tbody tr")).to_be_visible()
    expect(groups.last.locator("tbody tr")).to_be_hidden()


def test_conditions_that_the_text_tells_are_folded(page, rasa):
    rule = {"id": "R05", "status": "not_met", "reason": "预审前要先备案。", "remedy": None, "citation": CITATION}
    rasa.reply = lambda _: said({"kind": "verdict", "outcome": "task_done", "text": "不满足：预审前要先备案。",
                                 "citations": [CITATION, CITATION], "data": {"rules": [rule]}})
    ask(page, "先看看结果")
    expect(page.locator(".conditions tbody tr")).to_be_hidden()
    page.locator(".conditions summary").click()
    expect(page.locator(".conditions tbody tr")).to_be_visible()
    expect(page.locator(".basis summary")).to_have_text("依据（1）")


def test_a_self_check_shows_scores_and_a_file_of_our_own_only(page, rasa):
    def scored(download: str) -> httpx.Response:
        elements = [{"title": "保密措施", "score": 40}, {"title": "应急", "score": None}]
        return said({"kind": "verdict", "outcome": "task_done", "text": "得分", "data": {
            "elements": elements, "download": download}})

    rasa.reply = lambda _: scored("/v1/self-check/document?a=1")
    ask(page, "自查结果")
    expect(page.locator(".scores tbody tr")).to_have_text([re.compile("保密措施.*40"), re.compile("应急.*没有回答")])
    expect(page.get_by_role("link", name="下载检查清单")).to_have_count(1)
    rasa.reply = lambda _: scored("//elsewhere.example/file")
    ask(page, "再来")
    expect(replies(page)).to_have_count(2)
    expect(page.get_by_role("link", name="下载检查清单")).to_have_count(1)


def test_choices_of_an_answered_question_are_closed(page, rasa):
    rasa.reply = lambda _: said(step("申请人是？", "公司", "个人"))
    ask(page, "自检")
    expect(replies(page)).to_have_count(1)
    rasa.reply = lambda _: said(step("备案了吗？", "备了", "没备"))
    page.get_by_role("button", name="公司").click()
    expect(replies(page)).to_have_count(2)
    page.get_by_role("button", name="个人").click(force=True)
    page.get_by_role("button", name="备了").click()
    expect(replies(page)).to_have_count(3)
    assert [message["message"] for message in rasa.asked] == ["自检", "公司", "备了"]


@pytest.mark.parametrize(("text", "why"), [("😀😀", "只看到表情或标点"), ("问" * 1001, "内容太长（1001 个字）")])
def test_the_reason_of_a_refusal_stands_under_the_box_and_the_text_stays(page, rasa, text, why):
    ask(page, text)
    expect(page.locator("#reason")).to_contain_text(why)
    expect(box(page)).to_have_value(text)
    expect(box(page)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#log .said")).to_have_count(0)
    box(page).press("End")
    box(page).type("啊")
    expect(page.locator("#reason")).to_be_empty()


def test_nothing_to_say_gets_a_reason_without_asking(page, rasa):
    ask(page, "   ")
    expect(page.locator("#reason")).to_have_text("请先写下您的问题。")
    assert rasa.asked == []


def test_the_counter_appears_near_the_limit(page):
    box(page).fill("问" * 600)
    expect(page.locator("#counter")).to_be_empty()
    box(page).fill("问" * 995)
    expect(page.locator("#counter")).to_have_text("还可以写的字数：5")
    box(page).fill("😀" * 1002)
    expect(page.locator("#counter")).to_have_text("超过 1000 字，多出的字数：2")


@pytest.mark.parametrize(("status", "body", "why"), [
    (502, "<html>bad gateway</html>", "服务出了问题"),
    (429, json.dumps({"error": "too_many_requests", "detail": "您问得太快了，请过一分钟再试。"}), "您问得太快了"),
])
def test_a_failing_server_costs_no_word_and_can_be_asked_again(page, status, body, why):
    page.route("**/v1/chat", lambda route: route.fulfill(status=status, body=body))
    ask(page, "备案怎么办")
    problem = page.locator("#problem")
    expect(problem).to_contain_text(why)
    expect(problem.get_by_role("link")).to_have_attribute("href", "tel:12345")
    expect(box(page)).to_have_value("备案怎么办")
    page.unroute("**/v1/chat")
    problem.get_by_role("button", name="重试").click()
    expect(replies(page)).to_have_count(1)
    expect(box(page)).to_have_value("")
    expect(problem).to_be_empty()
    expect(page.locator("#log .said")).to_have_count(1)


def test_rasa_gone_is_said_honestly_and_the_text_stays(page, rasa):
    rasa.reply = lambda _: httpx.Response(500)
    ask(page, "备案怎么办")
    expect(replies(page)).to_contain_text("12345")
    expect(box(page)).to_have_value("备案怎么办")
    rasa.reply = lambda _: said(answering("pre_examination/how_to_register"))
    page.get_by_role("button", name="重试").click()
    expect(replies(page)).to_have_count(2)


def test_offline_is_said_and_the_text_stays_even_over_a_reload(page, context: BrowserContext):
    context.set_offline(True)
    expect(page.locator("#offline")).to_contain_text("现在没有网络")
    ask(page, "备案怎么办")
    expect(page.locator("#problem")).to_contain_text("没有发出去")
    expect(box(page)).to_have_value("备案怎么办")
    context.set_offline(False)
    expect(page.locator("#offline")).to_be_empty()
    page.reload()
    expect(box(page)).to_have_value("备案怎么办")


def test_while_an_answer_is_looked_for_it_is_said_and_a_second_question_waits(page, rasa):
    go_on = threading.Event()

    def slowly(_: dict) -> httpx.Response:
        go_on.wait(15)
        return said(answering("pre_examination/what_is_it"))

    rasa.reply = slowly
    ask(page, "啥是预审")
    expect(page.locator("#waiting")).to_have_text("正在查找答复…")
    ask(page, "还有")
    expect(page.locator("#notice")).to_contain_text("上一句还在回答")
    expect(box(page)).to_have_value("还有")
    go_on.set()
    expect(replies(page)).to_have_count(1)
    expect(page.locator("#waiting")).to_be_empty()
    assert len(rasa.asked) == 1


def test_opinions_are_kept_with_their_comment(page, site):
    ask(page, "啥是预审")
    opinion = page.get_by_role("group", name="这次答复有用吗")
    opinion.get_by_role("button", name="没用").click()
    expect(opinion).to_contain_text("已记下")
    expect(opinion.get_by_role("button", name="没用")).to_have_attribute("aria-pressed", "true")
    opinion.get_by_label("想补充一句吗").fill("没说去哪办")
    opinion.get_by_role("button", name="提交补充").click()
    expect(opinion).to_contain_text("补充已记下")
    turn = exported(page, site)["turns"][0]
    assert (turn["helpful"], turn["comment"]) == (False, "没说去哪办")


def exported(page: Page, site) -> dict:
    session = page.evaluate("localStorage.getItem('session')")
    return httpx.get(f"{site.url}/v1/me", params={"session": session}, trust_env=False).json()


def test_a_conversation_can_be_taken_along(page):
    ask(page, "啥是预审")
    expect(replies(page)).to_have_count(1)
    page.get_by_role("button", name="设置").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出这次对话").click()
    assert download.value.suggested_filename == "知问对话.json"
    assert json.loads(download.value.path().read_text())["turns"][0]["text"] == "啥是预审"


def test_erasing_asks_first_then_leaves_nothing_here_or_there(page, site):
    ask(page, "啥是预审")
    expect(replies(page)).to_have_count(1)
    session = page.evaluate("localStorage.getItem('session')")

    def choose(name: str) -> None:
        page.get_by_role("button", name="设置").click()
        page.get_by_role("button", name="删除这次对话").click()
        page.locator("#erase").get_by_role("button", name=name, exact=True).click()

    choose("不删除")
    assert exported(page, site)["turns"]
    choose("删除")
    expect(page.locator("#notice")).to_have_text("这次对话已经删除。")
    expect(page.locator("#log")).to_be_empty()
    gone = httpx.get(f"{site.url}/v1/me", params={"session": session}, trust_env=False)
    assert gone.status_code == 404
    assert page.evaluate("localStorage.getItem('session')") is None
    assert page.evaluate("sessionStorage.getItem('turns')") is None


def test_escape_does_not_erase(page, site):
    ask(page, "啥是预审")
    expect(replies(page)).to_have_count(1)
    page.get_by_role("button", name="设置").click()
    page.get_by_role("button", name="删除这次对话").click()
    page.keyboard.press("Escape")
    expect(page.locator("#erase")).to_be_hidden()
    assert exported(page, site)["turns"]


def test_a_reload_shows_the_conversation_and_goes_on_in_it(page, rasa):
    ask(page, "啥是预审")
    expect(replies(page)).to_have_count(1)
    page.reload()
    expect(replies(page)).to_have_count(1)
    ask(page, "再说说")
    expect(replies(page)).to_have_count(2)
    assert len({message["sender"] for message in rasa.asked}) == 1


def test_what_the_server_does_not_keep_is_not_kept_here(page):
    ask(page, "我电话13812345678，预审怎么办")
    expect(replies(page)).to_have_count(2)
    assert "13812345678" not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    page.reload()
    expect(page.locator("#log .said")).to_contain_text("页面不保留")


def test_a_new_conversation_is_another_session(page, rasa):
    ask(page, "啥是预审")
    expect(replies(page)).to_have_count(1)
    page.get_by_role("button", name="新的对话").click()
    expect(page.locator("#log")).to_be_empty()
    ask(page, "啥是预审")
    expect(replies(page)).to_have_count(1)
    assert len({message["sender"] for message in rasa.asked}) == 2


def test_markup_is_shown_as_text_whoever_sent_it(page, rasa):
    rasa.reply = lambda _: said({
        "kind": "verdict", "outcome": "task_done", "title": HOSTILE, "text": HOSTILE,
        "choices": [{"title": HOSTILE, "say": HOSTILE}],
        "citations": [{"title": HOSTILE, "url": "javascript:document.title='taken'", "note": HOSTILE}],
        "data": {"download": "javascript:alert(1)", "elements": [{"title": HOSTILE, "score": 5}], "rules": [
            {"id": HOSTILE, "status": "met", "reason": HOSTILE, "remedy": HOSTILE, "citation": CITATION}]},
    })
    ask(page, HOSTILE)
    expect(replies(page).get_by_role("heading")).to_have_text(HOSTILE)
    expect(page.locator("#log .said p")).to_have_text(HOSTILE)
    assert page.locator("#log img, #log script, #log a").count() == 0
    assert "知问" in page.title()


def test_the_keyboard_is_enough(page, rasa):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到输入框")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    rasa.reply = lambda _: said(step("申请人是？", "公司", "个人"))
    page.keyboard.type("自检")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("谢谢")
    expect(box(page)).to_have_value("自检\n谢谢")
    page.keyboard.press("Enter")
    expect(replies(page)).to_have_count(1)
    expect(box(page)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="个人")).to_be_focused()
    page.keyboard.press("Enter")
    expect(replies(page)).to_have_count(2)
    expect(page.get_by_role("button", name="个人").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="公司").last).to_be_focused()


def test_enter_that_chooses_a_pinyin_candidate_does_not_send(page, rasa):
    box(page).fill("预审")
    box(page).dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(box(page)).to_have_value("预审")
    assert rasa.asked == []


def test_screen_readers_hear_replies_and_complaints(page):
    expect(page.get_by_role("log", name="对话记录")).to_have_attribute("aria-live", "polite")
    expect(page.locator("#reason")).to_have_attribute("role", "alert")
    described = box(page).get_attribute("aria-describedby").split()
    assert described == ["reason", "counter", "secrecy"]
    expect(page.locator("#secrecy")).to_contain_text("保密提醒")
    expect(page.locator("#composer")).to_contain_text("答复供参考，以主管部门最新公布为准")


def test_only_the_conversation_scrolls_and_an_answer_is_read_from_its_beginning(page):
    for question in ("啥是预审", "再说一遍", "还是没懂"):
        ask(page, question)
        expect(page.locator("#waiting")).to_be_empty()
        expect(page.locator("#log .said").last).to_contain_text(question)
    expect(replies(page)).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight && scrollY === 0")
    expect(page.get_by_role("heading", name="知问", exact=True)).to_be_in_viewport()
    expect(box(page)).to_be_in_viewport()
    top = page.evaluate("document.querySelector('main').getBoundingClientRect().top")
    assert 0 <= page.locator("#log .said").last.bounding_box()["y"] - top < 40


@pytest.mark.parametrize("size", ["标准", "特大"])
def test_a_narrow_screen_needs_no_sideways_scrolling(page, rasa, size):
    page.set_viewport_size({"width": 360, "height": 640})
    rule = {"id": "R05", "status": "not_met", "reason": "理由" * 40, "remedy": "办法" * 20, "citation": CITATION}
    rasa.reply = lambda _: said(
        {"kind": "verdict", "outcome": "task_done", "title": "标题" * 20, "text": "a" * 200,
         "data": {"rules": [rule], "elements": [{"title": "保密措施" * 6, "score": 40}]}, "citations": [CITATION]},
        {**CLARIFY, "offers": ["pre_examination/what_is_it", "pre_examination/conditions_overview"]},
    )
    page.get_by_role("button", name="设置").click()
    page.get_by_label(size, exact=True).check()
    assert page.evaluate("document.getElementById('menu').scrollWidth <= document.getElementById('menu').clientWidth")
    page.get_by_role("button", name="关闭").click()
    ask(page, "https://example.org/" + "x" * 150)
    expect(replies(page)).to_have_count(2)
    page.locator(".basis summary").first.click()
    for part in ("document.documentElement", "document.querySelector('main')", "document.getElementById('composer')"):
        assert page.evaluate(f"{part}.scrollWidth <= {part}.clientWidth"), part


def test_text_size_and_appearance_are_remembered(page):
    page.get_by_role("button", name="设置").click()
    page.get_by_label("特大").check()
    page.get_by_label("深色").check()
    page.reload()
    root = page.locator("html")
    expect(root).to_have_attribute("data-size", "largest")
    expect(root).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 21, 27)"


def test_without_scripts_the_page_says_whom_to_call(browser, site):
    with browser.new_context(java_script_enabled=False, base_url=site.url) as context:
        page = context.new_page()
        page.goto("/")
        expect(page.get_by_role("link", name="长春市 12345 政务服务便民热线")).to_be_visible()
        expect(page.locator("#composer")).to_be_hidden()
