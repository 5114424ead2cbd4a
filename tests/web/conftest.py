"""One browser and one server for a module of tests; a page with nothing remembered for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.api.conftest import answering, said
from tests.web.site import Site, chromium

PHONE = {"width": 390, "height": 780}
PATIENCE = 15_000  # milliseconds; a busy machine is no failure


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site(Path(tmp_path_factory.mktemp("site"))).serving() as serving:
        yield serving


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with chromium() as started:
        yield started


@pytest.fixture
def rasa(site: Site):
    site.rasa.asked.clear()
    site.rasa.reply = lambda _: said(answering("pre_examination/what_is_it"))
    return site.rasa


@pytest.fixture
def context(browser: Browser, site: Site, rasa) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=PHONE, locale="zh-CN", base_url=site.url, has_touch=True)
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """The chat page; a script error or a breach of its own security policy fails the test."""
    failures: list[str] = []
    made = context.new_page()
    made.on("pageerror", lambda error: failures.append(str(error)))
    made.on("console", lambda message: failures.append(message.text) if "Security Policy" in message.text else None)
    made.goto("/")
    yield made
    assert failures == []
