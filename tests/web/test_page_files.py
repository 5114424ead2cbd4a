"""What the page is made of: its own files only, every word in chat.html, nothing inserted as HTML."""

import re
from pathlib import Path

import httpx
import pytest

from knowledge.library import Library
from knowledge.outcomes import Kind

WEB = Path(__file__).resolve().parents[2] / "web"
SCRIPTS = sorted(WEB.glob("*.js"))
WORDS = set(re.findall(r'data-word="(\w+)"', (WEB / "chat.html").read_text()))
HTML_SINKS = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|eval\(")
CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture
def api(site):
    with httpx.Client(base_url=site.url, trust_env=False) as client:
        yield client


def test_the_page_stands_at_the_root_with_the_words_of_the_city(api):
    page = api.get("/")
    assert page.status_code == 200
    assert Library.load().city.words["hotline_name"] in page.text
    assert "{" not in page.text
    assert api.head("/").status_code == 200


def test_the_page_may_load_and_run_only_its_own_files(api):
    page = api.get("/")
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert set(policy.values()) <= {"'none'", "'self'"}
    assert policy["frame-ancestors"] == "'none'"
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert {address.split(":")[0] for address in loaded if not address.startswith(("/static/", "#"))} == {"tel"}
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"module\" src=)", page.text)


def test_files_are_served_and_unfilled_pages_are_not(api):
    for name, kind in (("chat.js", "javascript"), ("chat.css", "css"), ("icon.svg", "svg")):
        served = api.get(f"/static/{name}")
        assert kind in served.headers["content-type"]
        assert served.headers["x-content-type-options"] == "nosniff"
    assert api.get("/static/chat.html").status_code == 404


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_script_inserts_html_or_words_of_its_own(script):
    code = re.sub(r"^\s*(//|/?\*).*|\s//.*", "", script.read_text(), flags=re.MULTILINE)
    assert not HTML_SINKS.search(code)
    assert not CHINESE.search(code)


def test_every_word_a_script_asks_for_is_there():
    asked = {name for script in SCRIPTS for name in re.findall(r'word\("(\w+)"\)', script.read_text())}
    assert asked <= WORDS
    assert {str(kind) for kind in Kind} <= WORDS
