"""A reader opens the report and the app in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tellings.report import draw_report
from tellings.serving.app import make_app
from tests.browser import CHROMIUM, FLAGS, find_barriers, needs_axe, needs_browser, running
from tests.crowd import build_crowd
from tests.harbour import STORY, build
from tests.hostile import build_hostile
from tests.shelf import Clerk, shelve
from tests.test_serving import strip

pytestmark = [pytest.mark.browser, needs_browser]


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(draw_report(build()), "utf-8")
    return path.as_uri()


@pytest.fixture
def page(chromium) -> Iterator:
    """A wide page on which an error in our script fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert errors == []


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = shelve(tmp_path_factory.mktemp("app") / "tellings.db", build())
    with running(make_app(path, Clerk())) as address:
        yield address


def seen(page, selector: str) -> list[str]:
    """The texts of what matches and can be seen."""
    return [e.inner_text() for e in page.locator(selector).all() if e.is_visible()]


def test_report_opens_and_asks_the_network_for_nothing(page, report: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report)
    page.mouse.wheel(0, 20_000)
    page.locator(".edge .how").first.click()
    page.wait_for_timeout(200)
    assert {address.partition("#")[0] for address in asked} == {report}
    assert page.title().endswith("· Tellings")


def test_filters_narrow_the_account_and_let_go(page, report: str) -> None:
    page.goto(report)
    whole = page.locator(".entry").count()
    page.check("input[value=disputed]")
    assert 0 < page.locator(".entry:not([hidden])").count() < whole
    assert all("disputed" in text for text in seen(page, ".entry"))
    page.select_option(".filters [name=telling]", "E")
    assert page.locator(".filters output").inner_text() == f"2 of {whole} statements"
    page.check("input[value='']")
    page.select_option(".filters [name=telling]", "")
    page.select_option(".filters [name=origin]", "3")
    kept = page.locator(".entry:not([hidden])")
    assert {e.get_attribute("data-t").split()[0] for e in kept.all()} == {"A"}
    page.select_option(".filters [name=origin]", "")
    page.check("input[value=single]")
    assert page.locator(".entry:not([hidden])").count() == whole - 3


def test_an_edge_shows_its_clues_with_both_texts(page, report: str) -> None:
    page.goto(report)
    page.locator('.edge[href="#e-I-F"] .how').click()
    case = page.locator("#e-I-F")
    assert case.get_attribute("open") is not None
    pair = case.locator(".pair").first
    assert pair.locator("blockquote").count() == 2
    assert pair.locator("cite").all_inner_texts() == ["In I", "In F"]
    assert page.evaluate("document.activeElement.closest('details').id") == "e-I-F"


def test_reading_room_sets_two_tellings_side_by_side_in_step(page, report: str) -> None:
    page.goto(report)
    page.select_option(".chooser [name=left]", "D")
    page.select_option(".chooser [name=right]", "B")
    assert [c.get_attribute("data-siglum") for c in page.locator(".copy").all() if c.is_visible()] == [
        "B",
        "D",
    ]
    left, right = page.locator(".copy.left"), page.locator(".copy.right")
    assert (left.get_attribute("id"), right.get_attribute("id")) == ("t-D", "t-B")
    left.hover()
    left.evaluate("e => { e.scrollTop = e.scrollHeight / 2 }")
    page.wait_for_timeout(300)
    assert right.evaluate("e => e.scrollTop") > 100


def test_a_passage_shows_its_twins(page, report: str) -> None:
    page.goto(report)
    page.select_option(".chooser [name=left]", "F")
    page.select_option(".chooser [name=right]", "I")
    page.locator(".copy.left a.p", has_text="hand-lettered card").click()
    assert page.locator("#twins").is_visible()
    assert page.locator(".copy.right a.p.twin").inner_text().startswith("At a quarter to ten")
    page.keyboard.press("Escape")
    assert not page.locator("#twins").is_visible()


@pytest.mark.parametrize("kind", ["passage", "statement", "quotation", "figure", "telling"])
def test_a_link_leads_to_its_place(page, report: str, kind: str) -> None:
    page.goto(report)
    selector = {
        "passage": ".copy[data-siglum=J] a.p >> nth=12", "statement": "#account-once .entry >> nth=30",
        "quotation": ".card >> nth=2", "figure": "#figures-agreeing li", "telling": ".copy[data-siglum=H]",
    }[kind]  # fmt: skip
    anchor = page.locator(selector).get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{report}#{anchor}")
    target = page.locator(f"#{anchor}")
    assert target.is_visible()
    box, height = target.bounding_box(), page.viewport_size["height"]
    assert -40 < box["y"] < height


@pytest.mark.parametrize("part", ["Quotations", "Timeline", "Lost copy"])
def test_the_contents_lead_to_the_top_of_a_part(page, report: str, part: str) -> None:
    page.goto(report)
    page.locator(".contents a", has_text=part).click()
    page.wait_for_timeout(300)
    heading = page.locator(page.locator(".contents a", has_text=part).get_attribute("href") + " h2").first
    assert 0 < heading.bounding_box()["y"] < 200


def test_everything_is_reached_by_keyboard(page, report: str) -> None:
    page.goto(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(document.activeElement.closest('nav, section') || {}).id || 'contents'"))
    assert {"contents", "verdict", "disagreements", "family"} <= reached
    page.locator(".chooser [name=left]").focus()
    page.locator(".copy.left a.p").first.focus()
    page.keyboard.press("ArrowDown")
    second = page.locator(".copy.left a.p").nth(1).get_attribute("id")
    assert page.evaluate("document.activeElement.id") == second
    page.keyboard.press("Enter")
    assert page.locator("#twins").is_visible()


def test_a_term_is_explained_on_focus(page, report: str) -> None:
    page.goto(report)
    term = page.locator("#family .term").first
    assert not term.locator(".tip").is_visible()
    term.focus()
    page.wait_for_timeout(200)
    assert term.locator(".tip").is_visible()


def test_report_prints(page, report: str, tmp_path: Path) -> None:
    page.goto(report)
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    data = (tmp_path / "report.pdf").read_bytes()
    assert data.startswith(b"%PDF-") and len(data) > 20_000


def test_report_reads_without_script(chromium, report: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(report)
    assert opened.locator(".copy").last.is_visible()
    assert not opened.locator(".filters").is_visible()
    context.close()


@pytest.mark.parametrize("width", [390, 820, 1400])
def test_no_width_scrolls_sideways(page, report: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(report)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_report_runs_nothing_and_stays_in_its_column(page, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(draw_report(build_hostile(1_000_000)), "utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert {address.partition("#")[0] for address in asked} == {path.as_uri()}


def test_two_hundred_tellings_fit_into_ten_megabytes_and_open(page, tmp_path: Path) -> None:
    path = tmp_path / "crowd.html"
    text = draw_report(build_crowd(200))
    assert len(text.encode("utf-8")) < 10_000_000
    path.write_text(text, "utf-8")
    page.goto(path.as_uri())
    assert page.locator(".copy").count() == 200


@needs_axe
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_report_has_no_barriers(page, report: str, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert find_barriers(page) == []


@needs_axe
def test_app_has_no_barriers(chromium, app: str) -> None:
    context = chromium.new_context()
    opened = context.new_page()
    found = {}
    for place in (
        "/", "/articles", "/names", "/outlets", "/outlet?name=Aldersby+Gazette", "/corrections", "/problems",
        f"/story/{STORY}", f"/article/{build().articles[0].article_id}", "/nowhere",
    ):  # fmt: skip
        opened.goto(app + place)
        found[place] = find_barriers(opened)
    assert not any(found.values()), found
    context.close()


def test_search_leads_from_words_to_a_story(page, app: str) -> None:
    page.goto(app)
    page.fill("input[name=q]", '"gantry crane" Brandvold')
    page.keyboard.press("Enter")
    page.locator("main th a").first.click()
    assert page.url == f"{app}/story/{STORY}"
    page.locator('.edge[href="#e-I-F"] .how').click()
    assert page.locator("#e-I-F .pair").first.is_visible()


def test_a_correction_is_made_and_undone(page, app: str) -> None:
    page.goto(f"{app}/story/{STORY}")
    page.select_option(".correct [name=subject]", label="G The Sound Ledger")
    page.select_option(".correct [name=kind]", "independent")
    page.fill(".correct [name=author]", "Wilma")
    page.click(".correct button")
    assert page.url.endswith(f"/story/{STORY}#corrections")
    assert page.locator(".standing li").inner_text().startswith("G was made from no other telling")
    page.click(".standing button")
    assert page.locator(".standing").count() == 0
    page.goto(f"{app}/corrections")
    assert page.locator("main tbody tr").count() == 1


def test_app_asks_only_itself(page, app: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for place in ("/", "/articles", f"/story/{STORY}"):
        page.goto(app + place)
    assert all(address.startswith((app, "data:")) for address in asked)


def test_hostile_articles_run_nothing_in_the_app(page, tmp_path: Path) -> None:
    path = shelve(tmp_path / "hostile.db", strip(build_hostile()))
    article = build().articles[0].article_id
    with running(make_app(path, Clerk())) as address:
        for place in ("/", "/articles", "/names", "/outlets", f"/story/{STORY}", f"/article/{article}"):
            page.goto(address + place)
            assert page.evaluate("window.hacked") is None
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280
