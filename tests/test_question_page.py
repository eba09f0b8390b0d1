"""The list of questions at /q/ in a real browser: a form is an answer, a file comes, and everyone can use it."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.running import Demonstration
from tests.test_browser import SHAPES, browser, context, page  # noqa: F401  # fixtures


def test_a_form_asks_its_question(page: Page) -> None:  # noqa: F811
    page.goto("/q/?lang=zh")
    form = page.locator('form[action="/q/barred"]')
    form.get_by_label("on", exact=True).fill("2021-12-10")
    form.get_by_label("first", exact=True).fill("2")
    form.get_by_role("button").click()
    page.wait_for_url("**/q/barred?on=2021-12-10&first=2&after=&format=json")
    answer = json.loads(page.locator("pre").inner_text())
    assert len(answer["data"]["barredEnterprises"]["edges"]) == 2

    page.goto("/q/?lang=zh")
    form.get_by_label("格式").select_option("csv")
    with page.expect_download() as coming:
        form.get_by_role("button").click()
    assert coming.value.suggested_filename == "answer.csv"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shape", SHAPES)
def test_everyone_can_use_it(browser: Browser, served: Demonstration, shape: str, scheme: str) -> None:  # noqa: F811
    """No finding of axe that is serious (the policy would stop its script, too), nothing wider than the window."""
    with browser.new_context(
        bypass_csp=True, viewport=SHAPES[shape], color_scheme=scheme, base_url=served.address
    ) as opened:  # type: ignore[arg-type]
        page = opened.new_page()
        page.goto("/q/?lang=en")
        found = Axe().run(page).response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
