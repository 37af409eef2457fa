"""The grid and a page of plain images, driven alike."""

from playwright.sync_api import Browser, Page

SIZE = {"width": 1440, "height": 1000}

# From the key's own time stamp to the task after the frame that shows its picture.
PAINTED = """
window.painted = [];
addEventListener('keydown', async (event) => {
  if (!event.isTrusted) return;
  const start = event.timeStamp;
  await window.step?.();
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => painted.push(performance.now() - start);
    channel.port2.postMessage(0);
  });
}, { capture: true });
"""

EVERY_FRAME = """(count) => new Promise((resolve) => {
  const frames = [];
  let last = 0;
  const frame = async (now) => {
    if (last) frames.push(now - last);
    last = now;
    if (frames.length >= count) return resolve(frames);
    if (window.step) await step();
    else document.dispatchEvent(new KeyboardEvent('keydown', { key: '.' }));
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""

SCROLL = """([selector, count]) => new Promise((resolve) => {
  const scroller = document.querySelector(selector);
  const frames = [];
  let last = 0;
  const frame = (now) => {
    if (last) frames.push(now - last);
    last = now;
    if (frames.length >= count) return resolve(frames);
    scroller.scrollBy(frames.length % 4 === 0 ? 60 : 0, 90);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""

SHOWN = """(selector) => new Promise((resolve) => {
  const shown = () => [...document.querySelectorAll(selector)].filter((each) => each.complete ?? true).length;
  const look = () => requestAnimationFrame(shown() >= 36 ? () => resolve(performance.now()) : look);
  look();
})"""


class Side:
    """One of the two pages that are compared."""

    def __init__(
        self, browser: Browser, name: str, url: str, address: str, shown: str, scroller: str, density: int = 1
    ) -> None:
        self.name = name
        self.url = f"{url}/{address}"
        self.shown = shown
        self.scroller = scroller
        context = browser.new_context(viewport=SIZE, device_scale_factor=density)
        self.page: Page = context.new_page()
        self.page.add_init_script("localStorage.setItem('hints', 'seen')")
        self.open()

    def open(self) -> float:
        """Milliseconds from navigation until all cells in sight show their picture."""
        # A page behind another paints no frames.
        self.page.bring_to_front()
        self.leave()
        self.page.goto(self.url)
        return self.page.evaluate(SHOWN, self.shown)

    def until(self, script: str, argument: object = None) -> None:
        self.page.bring_to_front()
        self.page.wait_for_function(script, arg=argument, timeout=120_000)

    def leave(self) -> None:
        self.page.goto("about:blank")

    def press(self, times: int) -> list[float]:
        """Milliseconds from each press of a key until its pictures are painted."""
        self.page.bring_to_front()
        self.page.evaluate(f"if (!window.painted) {{ {PAINTED} }} painted.length = 0")
        for _ in range(times):
            self.page.keyboard.press(".")
            self.page.wait_for_timeout(60)
        self.page.wait_for_function("(times) => painted.length >= times", arg=times)
        return self.page.evaluate("painted")

    def every_frame(self, count: int) -> list[float]:
        self.page.bring_to_front()
        return self.page.evaluate(EVERY_FRAME, count)

    def scroll(self, count: int) -> list[float]:
        self.page.bring_to_front()
        return self.page.evaluate(SCROLL, [self.scroller, count])

    def held(self) -> dict[str, int]:
        """Bytes of decoded pictures that the grid holds now, and its budget."""
        return self.page.evaluate("document.querySelector('sample-grid').budget")
