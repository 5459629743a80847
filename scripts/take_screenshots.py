"""Makes the README's pictures from the example pile: `python scripts/take_screenshots.py`."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
IMAGES = ROOT / "docs" / "images"
LARGEST = 250_000  # bytes of one picture

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tellings import verbs  # noqa: E402
from tellings.serving.app import make_app  # noqa: E402
from tests.browser import CHROMIUM, FLAGS, running  # noqa: E402


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tellings.db"
        archive, _ = verbs.read_example(path, lambda what, done, total: None)
        story = archive.stories()[0].story_id
        archive.close()
        with running(make_app(path)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            shoot(browser, address, story)
            browser.close()
    for picture in sorted(IMAGES.glob("*.png")):
        size = picture.stat().st_size
        print(f"{picture.relative_to(ROOT)}: {size // 1000} kB")
        assert size < LARGEST, f"{picture} is larger than {LARGEST} bytes; make its view smaller"


def shoot(browser: Browser, address: str, story: str) -> None:
    with opened(browser, 1160, 880, "light") as page:
        page.goto(f"{address}/story/{story}")
        page.screenshot(path=IMAGES / "report.png")
        page.locator(".edge .how").first.click()
        settle(page, "family")
        page.screenshot(path=IMAGES / "family.png")
        page.select_option(".chooser [name=left]", "D")
        page.select_option(".chooser [name=right]", "J")
        settle(page, "room")
        page.screenshot(path=IMAGES / "reading-room.png")
    with opened(browser, 390, 800, "dark") as page:
        page.goto(f"{address}/story/{story}")
        page.screenshot(path=IMAGES / "phone.png")
    with opened(browser, 1160, 460, "light") as page:
        page.goto(address)
        page.screenshot(path=IMAGES / "stories.png")


@contextmanager
def opened(browser: Browser, width: int, height: int, scheme: str) -> Iterator[Page]:
    size = {"width": width, "height": height}
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def settle(page: Page, section: str) -> None:
    """Scroll so that a section begins just below the bar, and wait until nothing moves."""
    page.evaluate(
        "id => scrollTo(0, document.getElementById(id).getBoundingClientRect().top + scrollY - 40)",
        section,
    )
    page.wait_for_timeout(2500)


if __name__ == "__main__":
    main()
