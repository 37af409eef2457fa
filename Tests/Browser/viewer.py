"""The page as its users know it: by roles and names."""

import json
import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

# Reading pixels back is the tests' doing.
READBACK = re.compile("Multiple readback operations")


# Once for each tab: what the page changes then stays over its reloads.
REMEMBER = """
if (location.protocol === 'http:' && !sessionStorage.getItem('begun')) {
  sessionStorage.setItem('begun', 'yes');
  localStorage.clear();
  for (const [key, value] of Object.entries(REMEMBERED)) localStorage.setItem(key, value);
}
"""


class Viewer:
    def __init__(self, context: BrowserContext, url: str, remembered: dict[str, str]) -> None:
        """A page of its own, of a browser that remembers this and nothing of the page before."""
        self.url = url
        self.noted: list[str] = []
        self.forgiven: list[re.Pattern] = [READBACK]
        self.page: Page = context.new_page()
        page = self.page
        page.add_init_script(REMEMBER.replace("REMEMBERED", json.dumps(remembered)))
        page.on(
            "console",
            lambda message: (
                message.type in ("error", "warning")
                and self.note(f"console: {message.text} {message.location.get('url', '')}")
            ),
        )
        page.on("pageerror", lambda error: self.note(f"error: {error}"))
        page.on(
            "requestfailed",
            lambda request: (
                request.failure != "net::ERR_ABORTED" and self.note(f"failed: {request.failure} {request.url}")
            ),
        )
        page.on(
            "response",
            lambda response: response.status >= 400 and self.note(f"{response.status}: {response.url}"),
        )

    def note(self, text: str) -> None:
        self.noted.append(text)

    def choose(self, label: str, value: str) -> None:
        """A choice from a select. Chromium does not count a driven one as input, so what it moves is not counted."""
        before = self.page.evaluate("window.layoutShift")
        self.page.get_by_label(label, exact=True).select_option(value)
        self.page.wait_for_timeout(200)
        self.page.evaluate("(before) => { window.layoutShift = before; }", before)

    def problems(self) -> list[str]:
        found = [text for text in self.noted if not any(each.search(text) for each in self.forgiven)]
        shift = self.page.evaluate("window.layoutShift ?? 0")
        return found + ([f"layout shift {shift} of {self.page.evaluate('window.shifted')}"] if shift > 0.05 else [])

    def close(self) -> None:
        self.page.close()

    def forgive(self, pattern: str) -> None:
        self.forgiven.append(re.compile(pattern))

    def open(self, fragment: str = "") -> None:
        self.page.goto(f"{self.url}/{fragment}")

    @property
    def touches(self) -> bool:
        return self.page.evaluate("navigator.maxTouchPoints > 0")

    # Regions

    @property
    def grid(self) -> Locator:
        return self.page.get_by_role("grid", name="Samples")

    @property
    def slider(self) -> Locator:
        return self.page.locator("slider-bar").get_by_role("slider").and_(self.page.locator(".master"))

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog", name="Image")

    def cell(self, name: str) -> Locator:
        return self.grid.get_by_role("gridcell", name=name)

    def group(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=name, exact=True)

    def header(self, kind: str, name: str) -> Locator:
        return self.grid.get_by_role(kind, name=name, exact=True)

    # Steps

    def ready(self) -> "Viewer":
        """Waits until every cell in sight shows what it has."""
        expect(self.grid).to_be_visible()
        expect(self.grid.locator(".cell").first).to_be_attached()
        expect(self.grid.locator('.cell[data-state="loading"]')).to_have_count(0)
        return self

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def fingers(self):
        """Sends touches as a screen does: `touchStart`, `touchMove`, `touchEnd`, with a point for each finger."""
        session = self.page.context.new_cdp_session(self.page)

        def send(kind: str, *points: tuple[float, float]) -> None:
            places = [{"x": x, "y": y, "id": index} for index, (x, y) in enumerate(points)]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

        return send

    def stroke(self, start: tuple[float, float], end: tuple[float, float], steps: int = 6) -> None:
        """One finger from here to there."""
        send = self.fingers()
        send("touchStart", start)
        for step in range(1, steps + 1):
            send("touchMove", tuple(a + (b - a) * step / steps for a, b in zip(start, end, strict=True)))
        send("touchEnd")

    def values(self, kind: str) -> list[str]:
        return [each.get_attribute("aria-label") for each in self.grid.get_by_role(kind).all()]

    def at(self, value: str) -> None:
        expect(self.slider).to_have_attribute("aria-valuetext", value)

    def pixels(self, cell: Locator) -> str:
        """A fingerprint of what is painted."""
        return cell.locator("canvas").evaluate("(canvas) => canvas.toDataURL()")

    def colour(self, cell: Locator, x: float, y: float) -> list[int]:
        return cell.locator("canvas").evaluate(
            "(canvas, [x, y]) => [...canvas.getContext('2d').getImageData(canvas.width * x, canvas.height * y, 1, 1).data]",
            [x, y],
        )
