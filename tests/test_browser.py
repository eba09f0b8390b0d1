"""The explorer in a real browser, on the demonstration: what is asked, what is shown, and that everyone can use it."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from python_calamine import CalamineWorkbook

from api.question import questions
from tests.running import ROOT, Demonstration

#: Milliseconds that a page may take on a machine that does much else.
PATIENCE = 180_000
SHAPES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 390, "height": 844}}
expect.set_options(timeout=PATIENCE)
#: The picture on README's first screen.
PICTURE = ROOT / ".explorer" / "explorer.jpg"
#: An enterprise of the demonstration that won while it was barred.
BARRED = "/entity/Enterprise:91421202XG12848674"
NAME = "咸宁市湄荟物业服务集团有限公司"
#: Every kind of page.
PAGES = (
    "/",
    BARRED,
    f"{BARRED}?asOf=2020-08-10",
    "/entity/Community:chibi-huazhou",
    "/barred?from=2022-06-30",
    "/paths?from=Enterprise:91421202XG12848674&to=Enterprise:91421202XG176000X5",
    "/flags",
    "/flags?rule=BARRED_WINNER",
    "/list/Sanction",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium; without one these tests fail, and say what is missing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "No Chromium here; apt-get install chromium fonts-noto-cjk."
    with sync_playwright() as playwright:
        with playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--no-proxy-server"]) as launched:
            yield launched


@pytest.fixture
def context(browser: Browser, served: Demonstration) -> Iterator[BrowserContext]:
    """A visitor who reads Chinese. Whatever goes wrong in a page, and whatever it asks elsewhere, fails the test."""
    wrong: list[str] = []
    with browser.new_context(locale="zh-CN", viewport=SHAPES["wide"], base_url=served.address) as opened:  # type: ignore[arg-type]
        opened.set_default_timeout(PATIENCE)
        opened.on(
            "console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None
        )
        opened.on("weberror", lambda error: wrong.append(str(error.error)))
        opened.on("request", lambda request: None if ours(request.url, served) else wrong.append(request.url))
        yield opened
    assert wrong == []


def ours(url: str, served: Demonstration) -> bool:
    return url.startswith((f"{served.address}/", "data:", f"blob:{served.address}/"))


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def visit(page: Page, address: str) -> Page:
    """The page, once all of it is there."""
    page.goto(address)
    page.wait_for_selector("body:not(:has([aria-busy]))")
    return page


def test_a_firm_is_found_by_typing_and_its_page_shows_the_win_inside_the_ban(page: Page) -> None:
    visit(page, "/?lang=zh")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()
    page.keyboard.type("xnsmhwy")
    expect(page.get_by_role("option").first).to_contain_text(NAME)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{BARRED}**")

    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    expect(page.get_by_role("note").first).to_contain_text("合成数据")
    expect(page.locator("a.mark.won.alarm")).to_have_attribute("aria-label", re.compile("限制期内中标"))
    expect(page.locator(".timeline .ring").first).to_be_visible()
    expect(page.locator("#bottom")).to_contain_text("从来不是结论")
    expect(page.get_by_role("link", name="合成数据名册：bids").first).to_be_visible()


def test_flags_and_all_else_are_those_of_the_day_and_of_the_record_chosen(page: Page) -> None:
    visit(page, f"{BARRED}?asOf=2020-08-10&lang=zh")
    expect(page.locator(".flags h3")).to_have_text(
        ["限制期内投标"]
    )  # it won six days later, and the contract began in September
    expect(page.locator(".asof .after")).to_be_attached()
    page.get_by_text("据当时的记录").click()
    page.get_by_label("记录于 (UTC)").fill("2020-01-01T00:00:00")
    page.get_by_role("button", name="按此记录").click()
    page.wait_for_url("**known=2020-01-01T00%3A00%3A00Z**")

    expect(page.get_by_text("2020-08-10 当日尚无")).to_be_visible()  # nothing was recorded before this run
    expect(page.get_by_text("只按 2020-01-01 00:00:00 UTC 之前的记录回答")).to_be_visible()


def test_each_rule_says_what_it_is_and_opens_what_it_finds(page: Page) -> None:
    visit(page, "/flags?from=2021-12-01&to=2021-12-31&lang=en")
    row = page.get_by_role("row", name=re.compile("^Barred winner"))
    expect(row.get_by_role("link", name="1", exact=True)).to_be_visible()
    expect(page.get_by_role("note").first).to_contain_text("Synthetic")  # a number, too, says what it counts
    row.get_by_role("link", name="Barred winner").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Barred winner")
    flag = page.locator(".flags .panel")
    expect(flag).to_have_count(1)
    expect(flag).to_contain_text("A reason to look, not a finding.")
    expect(flag).not_to_contain_text("值得一看")


def test_the_day_chosen_governs_the_page_and_stands_in_the_address(page: Page) -> None:
    visit(page, BARRED)
    page.get_by_label("截至").fill("2020-06-30")
    page.get_by_role("button", name="查看").click()
    page.wait_for_url("**asOf=2020-06-30**")
    page.wait_for_selector("body:not(:has([aria-busy]))")

    expect(page.get_by_text("2020-06-30 当日被限制投标")).to_be_visible()
    expect(page.locator(".asof")).to_be_visible()
    expect(page.locator("section#sanctions")).to_be_visible()
    expect(page.locator("section#bids")).to_have_count(0)  # it bid a month later
    assert "asOf=2020-06-30" in str(page.locator("dd a").first.get_attribute("href"))


def test_the_query_behind_a_panel_opens_in_the_console(page: Page) -> None:
    visit(page, f"{BARRED}?lang=en")
    page.get_by_role("link", name=re.compile("Show the query · Timeline")).click()

    expect(page.locator(".graphiql-query-editor")).to_contain_text("query EnterpriseTimeline")


def test_the_console_has_the_questions_a_day_and_what_an_answer_cost(page: Page) -> None:
    page.goto("/graphql?lang=en")
    page.get_by_role("button", name="Questions").click()
    expect(page.locator(".console-questions li")).to_have_count(len(questions()))
    page.get_by_role("button", name="Who won all the same").click()
    tabs = page.get_by_role("tab", name="WhoWonAllTheSame")
    expect(tabs).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name=re.compile("@asOf")).click()
    editor = page.locator(".graphiql-query-editor")
    expect(editor).to_contain_text("@asOf(valid:")
    page.get_by_role("button", name=re.compile("@asOf")).click()
    expect(editor).not_to_contain_text("@asOf(valid:")
    page.get_by_label("Explain").select_option("plan")
    page.locator(".graphiql-execute-button").click()

    cost = page.get_by_role("region", name="Cost and plan")
    expect(cost).to_contain_text(re.compile(r"Cost \d+"))
    expect(cost).to_contain_text("rows estimated")
    expect(page.locator(".graphiql-response")).to_contain_text("totalCount")
    expect(page.locator(".result-window")).not_to_contain_text("stages")  # shown beside the answer, not in it
    page.get_by_role("button", name="Variables").click()
    expect(page.locator(".graphiql-editor-tool")).to_contain_text('"from"')
    # Left between GraphiQL's keeping of the tabs and of the editor's text: the tab comes back, once.
    page.evaluate("localStorage.setItem('graphiql:query', '{ __typename }')")
    page.reload()
    expect(tabs).to_have_attribute("aria-selected", "true")
    expect(editor).to_contain_text("WhoWonAllTheSame")


def test_who_signs_in_by_a_key_is_answered_as_its_role(page: Page, served: Demonstration) -> None:
    key = served.key("public")
    visit(page, f"{BARRED}?lang=zh")
    main = page.get_by_role("main")
    expect(main).not_to_contain_text("****")
    page.get_by_text("用密钥登录").first.click()
    page.get_by_label("密钥或令牌").fill(key)
    page.get_by_role("button", name="用密钥登录").click()
    expect(main).to_contain_text("****")  # its telephone
    assert key not in page.url
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_text("用密钥登录").first).to_be_visible()
    expect(main).to_contain_text("电话")
    expect(main).not_to_contain_text("****")


def test_the_barred_of_a_period_are_listed_with_who_won_all_the_same_and_saved_as_csv(page: Page) -> None:
    visit(page, "/barred?from=2021-12-01&to=2021-12-31&lang=zh")
    won = page.get_by_role("region", name="限制期内谁仍中标")
    expect(won.get_by_role("row")).to_have_count(2)
    expect(won).to_contain_text("咸宁市榆恒物业服务有限责任公司")
    saved = {}
    for form, words in (("csv", "下载 CSV"), ("xlsx", "下载 Excel")):
        with page.expect_download() as saving:
            page.get_by_role("button", name=words).first.click()
        assert saving.value.suggested_filename == f"barred-winners-2021-12-01-2021-12-31.{form}"
        saved[form] = saving.value.path().read_bytes()
    rows = list(csv.reader(io.StringIO(saved["csv"].decode("utf-8-sig"))))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(saved["xlsx"])).get_sheet_by_index(0).to_python()

    assert rows[1][0] == "咸宁市榆恒物业服务有限责任公司"
    assert sheet[0] == rows[0] and sheet[1][:6] == rows[1][:6]
    assert sheet[1][6] == float(rows[1][6])  # an amount is a number


def test_every_number_of_the_overview_opens_what_it_counts(page: Page) -> None:
    visit(page, "/?lang=zh")
    count = page.locator("section", has_text="各县市区小区数").last.get_by_role("link", name="329")
    count.click()

    expect(page.get_by_text("共 329 条")).to_be_visible()
    visit(page, "/?asOf=2021-06-30&lang=zh")
    tile = page.locator(".tiles a", has_text="惩戒")
    then = tile.locator("b").text_content()
    tile.click()

    expect(page.get_by_text(f"共 {then} 条")).to_be_visible()
    assert then != "122"  # of all of history


def test_a_place_of_the_treemap_and_a_mark_of_the_map_open_what_they_stand_for(page: Page) -> None:
    visit(page, "/?lang=zh")
    drawing = page.get_by_role("group", name=re.compile("各县市区、街道"))
    cell = drawing.locator("a", has=page.locator(".cell.PROFESSIONAL")).first
    place, _, count = str(cell.locator("title").text_content()).rpartition(" ")
    page.locator(".map-space").scroll_into_view_if_needed()
    mark = page.get_by_role("img", name="小区分布图").locator(".dot").last
    expect(mark).to_be_visible()
    name = str(mark.locator("title").text_content())
    page.goto(f"{page.url.split('/?')[0]}{cell.get_attribute('href')}")

    assert place.endswith("专管型")
    expect(page.get_by_text(re.compile(r"所在区划：\d+ 及其下级；.*专管型"))).to_be_visible()
    expect(page.get_by_text(f"共 {count} 条")).to_be_visible()
    visit(page, "/?lang=zh")
    page.locator(".map-space").scroll_into_view_if_needed()
    page.get_by_role("img", name="小区分布图").locator(".dot").last.dispatch_event("click")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_a_page_prints_without_what_is_only_clicked(page: Page) -> None:
    visit(page, "/barred?from=2021-12-01&to=2021-12-31&lang=zh")
    page.emulate_media(media="print")

    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("button").first).to_be_hidden()
    expect(page.get_by_role("note").first).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def test_the_picture_opens_grows_by_a_step_and_is_saved(page: Page) -> None:
    visit(page, f"{BARRED}?lang=zh")
    panel = page.locator("#neighborhood")
    panel.get_by_role("button", name="打开关系图").click()
    expect(panel.get_by_role("img", name=NAME)).to_be_visible()
    rows = panel.locator("tbody tr")
    expect(rows.first).to_contain_text("已展开")
    before = rows.count()
    panel.get_by_role("row", name=re.compile("^合同")).get_by_role("button", name="展开").click()
    expect(panel.get_by_role("row", name=re.compile("晨榴宿舍$|小区")).first).to_be_visible()
    assert rows.count() > before
    panel.get_by_label("自").fill("2021-01-01")
    expect(panel.get_by_role("row", name=re.compile("^投标"))).to_have_count(0)  # it bid in 2020
    expect(panel.get_by_role("row", name=re.compile("^合同"))).to_have_count(1)  # which ran on
    panel.get_by_label("自").fill("")
    panel.get_by_label("企业", exact=True).uncheck()
    expect(panel.get_by_role("row", name=re.compile(NAME))).to_be_visible()  # the entity itself stays
    for words, start in (("存为 SVG", b"<svg"), ("存为 PNG", b"\x89PNG")):
        with page.expect_download() as saving:
            panel.get_by_role("button", name=words).click()
        assert saving.value.path().read_bytes().startswith(start)


def test_two_entities_are_connected_by_choosing_them(page: Page) -> None:
    visit(page, "/paths?from=Enterprise:91421202XG12848674&lang=zh")
    other = page.get_by_role("combobox", name="另一端")
    other.fill("咸宁昀峤物业服务有限公司")
    expect(page.get_by_role("option").first).to_contain_text("咸宁昀峤")
    other.press("Enter")
    page.wait_for_url("**to=Enterprise**")

    expect(page.locator(".way").first).to_contain_text(NAME)
    expect(page.locator(".way .sources a").first).to_be_visible()


@pytest.mark.parametrize(("shape", "scheme"), [("wide", "light"), ("narrow", "dark")])
def test_axe_finds_nothing_serious(browser: Browser, served: Demonstration, shape: str, scheme: str) -> None:
    # The policy stops axe's script, too: it is off here, and on in all other tests.
    with browser.new_context(
        bypass_csp=True, locale="zh-CN", viewport=SHAPES[shape], color_scheme=scheme, base_url=served.address
    ) as context:  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        for address in PAGES:
            visit(page, address)
            assert page.locator(".failure").all_text_contents() == [], address
            found = Axe().run(page).response["violations"]
            serious = [
                f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")
            ]
            assert serious == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= SHAPES[shape]["width"], (
                f"{address} is too wide"
            )


def test_the_picture_of_readme_is_taken(
    page: Page, served: Demonstration, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """`--update-golden` puts it in its place; the pixels themselves differ from font to font."""
    visit(page, "/entity/Enterprise:91421202XG176000X5?lang=zh")
    taken = page.screenshot(type="jpeg", quality=75, path=tmp_path / PICTURE.name)
    if request.config.getoption("update_golden"):
        PICTURE.write_bytes(taken)

    assert 20_000 < len(taken) < 200_000
    assert 20_000 < PICTURE.stat().st_size < 200_000
