"""Firefox, driven by Marionette: the page in a second engine."""

import gc
import os
import re
import socket
import time
from pathlib import Path

from marionette_driver.by import By
from marionette_driver.errors import NoSuchElementException, StaleElementException
from marionette_driver.keys import Keys
from marionette_driver.marionette import ActionSequence, Marionette

BINARY = os.environ.get("FIREFOX", "/usr/bin/firefox-esr")
PATIENCE = 30

KEYS = {
    "ArrowLeft": Keys.ARROW_LEFT,
    "ArrowRight": Keys.ARROW_RIGHT,
    "ArrowUp": Keys.ARROW_UP,
    "ArrowDown": Keys.ARROW_DOWN,
    "Home": Keys.HOME,
    "End": Keys.END,
    "Enter": Keys.ENTER,
    "Escape": Keys.ESCAPE,
    "Alt": Keys.ALT,
}

# What the console holds against the page: errors only, of its own scripts and styles.
ERRORS = """
const [url] = arguments;
const { SCRIPT_ERROR, ERROR } = { SCRIPT_ERROR: Ci.nsIScriptError, ERROR: Ci.nsIScriptError.warningFlag };
return Services.console.getMessageArray()
  .filter((each) => each instanceof SCRIPT_ERROR && !(each.flags & ERROR) && each.sourceName.startsWith(url))
  .map((each) => each.errorMessage);
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Firefox:
    def __init__(self, beside: Path) -> None:
        self.driver = Marionette(
            host="127.0.0.1",
            port=free_port(),
            bin=BINARY,
            headless=True,
            gecko_log=str(beside / "firefox.log"),
            startup_timeout=120,
        )
        self.driver.start_session()
        self.url = ""

    def close(self) -> None:
        self.driver.quit()
        self.driver.cleanup()
        # Its profile's folder goes with the last reference, for which the interpreter's own end is too late.
        del self.driver
        gc.collect()

    def open(self, url: str, fragment: str) -> None:
        # A change of the fragment alone would load nothing.
        self.driver.navigate("about:blank")
        self.url = url
        self.driver.navigate(f"{url}/{fragment}")

    def size(self, width: int, height: int) -> None:
        """Of the page, whatever the window needs around it."""
        frame = self.script("return [outerWidth - innerWidth, outerHeight - innerHeight]")
        self.driver.set_window_rect(width=width + frame[0], height=height + frame[1])
        self.wait("return innerWidth", width)

    def script(self, script: str, *arguments):
        return self.driver.execute_script(script, script_args=arguments, sandbox=None)

    def wait(self, script: str, expected=True):
        """Until a script answers as expected."""
        end = time.monotonic() + PATIENCE
        while (found := self.script(script)) != expected:
            assert time.monotonic() < end, f"{script}: {found!r}, not {expected!r}"
            time.sleep(0.02)

    def find(self, selector: str):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self.driver.find_element(By.CSS_SELECTOR, selector)
            except (NoSuchElementException, StaleElementException):
                assert time.monotonic() < end, f"there is no {selector}"
                time.sleep(0.02)

    def ready(self) -> "Firefox":
        self.wait(
            "return document.querySelector('.cell') !== null && !document.querySelector('.cell[data-state=loading]')"
        )
        return self

    def press(self, *keys: str) -> None:
        for key in keys:
            *held, last = [KEYS.get(part, part) for part in re.split(r"\+(?=.)", key)]
            actions = self.driver.actions.sequence("key", "keyboard")
            for each in [*held, last]:
                actions.key_down(each)
            for each in [last, *reversed(held)]:
                actions.key_up(each)
            actions.perform()

    def mouse(self) -> ActionSequence:
        return self.driver.actions.sequence("pointer", "mouse", {"pointerType": "mouse"})

    def click(self, selector: str) -> None:
        self.find(selector).click()

    def middle(self, selector: str, across: float = 0.5) -> tuple[int, int]:
        rect = self.find(selector).rect
        return int(rect["x"] + rect["width"] * across), int(rect["y"] + rect["height"] / 2)

    def choose(self, label: str, value: str) -> None:
        self.script(
            "const select = document.querySelector(`select[aria-label='${arguments[0]}']`);"
            "select.value = arguments[1]; select.dispatchEvent(new Event('change', { bubbles: true }));",
            label,
            value,
        )

    def errors(self) -> list[str]:
        with self.driver.using_context("chrome"):
            return self.driver.execute_script(ERRORS, script_args=[self.url], sandbox="system")
