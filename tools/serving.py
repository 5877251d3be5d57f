"""The app on loopback with a store of its own, and a Chromium to look at it: for tests, screenshots, measurements."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 120  # seconds until the server must answer
STILL = 350  # milliseconds without a change after which a page counts as settled: it measures itself every 300
UNANSWERED = 1500  # milliseconds after which what the browser has sent was nothing that a run answers

# Calls the page unsettled from now on, and notes every later change of it and whatever it sends to the server.
WATCH = """() => {
  window.datelinesChanged = performance.now();
  if (window.datelinesWatch) return;
  window.datelinesWatch = new MutationObserver((changes) => {
    window.datelinesChanged = performance.now();
    if (changes.some((change) => change.attributeName === 'data-test-script-state')) window.datelinesAsked = null;
  });
  window.datelinesWatch.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    window.datelinesAsked = performance.now();
    return send.call(this, data);
  };
}"""

# No script runs or is asked for, nothing is faded or a placeholder, the charts listen, and that for a while.
SETTLED = """([still, unanswered]) => {
  const app = document.querySelector('[data-testid=stApp]');
  const charts = [...document.querySelectorAll(
    '.st-key-place :is(.st-key-timeline, [class*=st-key-look-]) .js-plotly-plot')];
  const busy = !app || app.dataset.testScriptState !== 'notRunning'
    || (window.datelinesAsked && performance.now() - window.datelinesAsked < unanswered)
    || document.querySelector('[data-stale=true], [data-testid=stSkeleton], [data-testid=stStatusWidget]')
    || charts.some((plot) => !plot.__datelines);
  if (busy) window.datelinesChanged = performance.now();
  return !busy && performance.now() - window.datelinesChanged > still;
}"""


@contextmanager
def serving(store: Path) -> Iterator[tuple[str, int]]:
    """The app with an SQLite file as its store (the samples are loaded where it is new); its address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
         "--server.address", "127.0.0.1", "--server.headless", "true"],
        cwd=ROOT, env={**os.environ, "TIMELINE_DATABASE_URL": f"sqlite:///{store}"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(process, f"{url}/healthz")
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=PATIENCE)
            return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the app does not start")


def chromium(playwright: Playwright) -> Browser:
    """The system's Chromium, else Playwright's own."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def settled(page: Page, patience: float = PATIENCE) -> None:
    """Wait until the page stands still: waiting for so many seconds instead is too short on a slow machine."""
    page.evaluate(WATCH)
    page.wait_for_function(SETTLED, arg=[STILL, UNANSWERED], polling=50, timeout=patience * 1000)
