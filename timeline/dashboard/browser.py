"""What only the browser can do: copy the link, tell the chart's width and window, list events, follow progress."""

from __future__ import annotations

import streamlit as st

from timeline.dashboard.keyboard import KEYS
from timeline.dashboard.words import later, spoken, tr

# Hands back the width of the chart's place, the x range that a pan or zoom has chosen (Plotly's relayout), the lane
# whose name was clicked, and what the keyboard chose. The chart is mounted anew whenever its figure changes:
# the observer listens to it at once, for a drag before that would be lost; the interval measures, and finds names that
# were drawn anew. The wheel scrolls the page, as everywhere, and zooms with Ctrl only: else nobody gets past a chart
# that is taller than the window. Rests on Streamlit's class names: the browser tests guard it.
STAGE = (
    KEYS
    + """
export default function (component) {
  const { setStateValue, setTriggerValue, data } = component;
  const place = '.st-key-' + data.place;
  let timer = null;
  let told = data.told ? data.width : 0;
  function measure() {
    const box = document.querySelector(place);
    const width = box ? Math.floor(box.clientWidth / 20) * 20 : 0;
    if (width && width !== told) { told = width; setStateValue('width', width); }
  }
  function scroll(event) { if (!event.ctrlKey && !event.metaKey) event.stopImmediatePropagation(); }
  function toolbar(plot) {  // Plotly and Streamlit name the buttons in English
    plot.querySelectorAll('.modebar-btn[data-title]').forEach((button) => {
      button.datelinesTitle ??= button.dataset.title;  // by which it is found, whatever the language
      const words = data.toolbar[button.dataset.title];
      if (!words || words === button.dataset.title) return;
      button.dataset.title = words;
      button.setAttribute('aria-label', words);
    });
  }
  function lanes(plot) {
    plot.querySelectorAll('.ytick text').forEach((name, i) => {
      if (!data.lanes || !data.lanes[i] || name.__datelines === data.lanes[i]) return;
      name.__datelines = data.lanes[i];
      name.style.pointerEvents = 'all';
      name.style.cursor = 'pointer';
      const fold = () => { setTriggerValue('folded', data.lanes[i]); };
      name.onclick = fold;
      name.setAttribute('tabindex', '0');
      name.setAttribute('role', 'button');
      name.setAttribute('aria-expanded', String(!name.textContent.startsWith('▸')));
      name.setAttribute('aria-label', data.fold.replace('{lane}', name.textContent.replace(/^[▸▾] /, '')));
      name.onkeydown = (event) => {
        event.stopPropagation();
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        window.datelinesKeyed = { lane: data.lanes[i], at: Date.now() };
        fold();
      };
    });
  }
  // What Enter chose is drawn anew: the keyboard stays where it was, unless it has gone elsewhere.
  function refocus(plot) {
    const keyed = window.datelinesKeyed;
    if (!keyed || document.activeElement !== document.body || Date.now() - keyed.at > 30000) return;
    if (keyed.spot) { window.datelinesKeyed = null; plot.datelinesAt(keyed.spot); return; }
    const name = [...plot.querySelectorAll('.ytick text')].find((text) => text.__datelines === keyed.lane);
    if (name) name.focus({ preventScroll: true });
  }
  function hook() {
    const plot = document.querySelector(place + ' .js-plotly-plot');
    // The look may be another already than the one that was told of last.
    if (!plot || !plot.on || !plot.closest(data.look === 'timeline' ? '.st-key-timeline' : '.st-key-look-' + data.look))
      return;
    lanes(plot);
    toolbar(plot);
    if (plot.__datelines) { refocus(plot); return; }
    plot.__datelines = true;
    plot.tabIndex = 0;
    plot.setAttribute('role', 'application');  // or a screen reader keeps the arrows to itself
    plot.setAttribute('aria-label', data.label);
    plot.style.position = 'relative';
    const timeline = data.look === 'timeline';
    keys(plot, data, (what) => { setTriggerValue(timeline ? 'opened' : 'picked', timeline ? what[0] : what); });
    if (!timeline) return;  // the others have no window
    plot.addEventListener('wheel', scroll, { capture: true, passive: true });
    plot.on('plotly_relayout', (event) => {
      if (!Object.keys(event).some((key) => key.startsWith('xaxis'))) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        const range = event['xaxis.autorange'] ? null : plot.layout.xaxis.range.map(Number);
        setStateValue('range', range);
      }, 400);
    });
  }
  // Plotly takes every touch for the beginning of a drag: on the other looks no tap would be a click, and no swipe
  // would get past the chart. Kept from it, both become what the browser makes of them.
  if (!window.datelinesTouch) {
    window.datelinesTouch = true;
    window.addEventListener('touchstart', (event) => {
      if (event.target.closest('[class*=st-key-look-] .js-plotly-plot')) event.stopImmediatePropagation();
    }, { capture: true, passive: true });
  }
  // The filters come first on the page, and are many: a link leads the keyboard past them. Escape shuts the open event,
  // unless something else has use for it.
  if (!window.datelinesWays) {
    window.datelinesWays = true;
    window.addEventListener('click', (event) => {
      if (!event.target.closest('a.dl-skip')) return;
      event.preventDefault();
      const list = document.querySelector('.st-key-place [data-testid=stBidiComponentRegular]');
      const item = list && list.shadowRoot && list.shadowRoot.querySelector('li button');
      const there = document.querySelector('.st-key-place .js-plotly-plot') || item
        || document.querySelector('.st-key-place button, .st-key-first button');
      if (there) there.focus();
    });
    window.addEventListener('keydown', (event) => {
      const from = event.composedPath()[0];
      const busy = 'input, textarea, .js-plotly-plot, [data-testid=stPopoverBody]';
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('[role=listbox], [role=dialog]')
          || (from.closest && from.closest(busy))) return;
      const close = document.querySelector('.st-key-close-event button');
      if (close) close.click();
    });
  }
  // Streamlit calls this function anew when its data changes, without ending the call before: that one must end itself,
  // or the two name the lanes in turn for ever.
  const turn = window.datelinesTurn = (window.datelinesTurn || 0) + 1;
  function stop() { clearInterval(interval); observer.disconnect(); }
  function tick() { if (window.datelinesTurn !== turn) stop(); else { measure(); hook(); } }
  const observer = new MutationObserver(() => {
    const plot = document.querySelector(place + ' .js-plotly-plot');
    if (plot && !plot.__datelines) tick();
  });
  const interval = setInterval(tick, 300);
  observer.observe(document.body, { childList: true, subtree: true });
  tick();
  return () => { stop(); clearTimeout(timer); };
}
"""
)

COPY_HTML = '<div><output id="said" aria-live="polite"></output> <button type="button" id="copy"></button></div>'
COPY_CSS = """
div { text-align: right; }
button { font: inherit; font-size: .875rem; min-height: 2.5rem; padding: .25rem .75rem; border-radius: .5rem;
  cursor: pointer; color: inherit; background: transparent; border: 1px solid var(--st-border-color, currentColor); }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color, #0B62A8); outline-offset: 2px; }
@media (max-width: 640px) { button { min-height: 2.2rem; padding: .2rem .6rem; } } /* as those beside it */
output { overflow-wrap: anywhere; }
"""
COPY = """
export default function (component) {
  const { parentElement, data } = component;
  const button = parentElement.querySelector('#copy');
  const said = parentElement.querySelector('#said');
  button.textContent = data.label;
  if (data.lang) document.documentElement.lang = data.lang;
  if (window.datelinesPage !== undefined && window.datelinesPage !== data.page) {  // another page begins at its top
    const main = document.querySelector('[data-testid=stMain]');
    if (main) main.scrollTop = 0;
  }
  window.datelinesPage = data.page;
  button.onclick = async () => {
    const url = window.location.origin + window.location.pathname + (data.query ? '?' + data.query : '');
    try { await navigator.clipboard.writeText(url); said.textContent = data.copied; }
    catch (error) { said.textContent = data.failed + ' ' + url; }
    setTimeout(() => { if (said.textContent === data.copied) said.textContent = ''; }, 4000);
  };
}
"""

LIST_HTML = '<div id="list"></div>'
# The years stand in a row that stays in sight, below the bar of the filters, and lead to their events.
LIST_CSS = """
h2 { font-size: 1rem; margin: .8rem 0 .3rem; scroll-margin-top: 6rem; }
nav { display: flex; gap: .3rem; overflow-x: auto; scrollbar-width: none; position: sticky; top: 2.9rem; z-index: 2;
  padding: .25rem 2px; background: var(--st-background-color); }
nav button { display: block; flex: 0 0 auto; width: auto; white-space: nowrap; padding: .15rem .6rem;
  border: 1px solid var(--st-border-color, #8895A7); border-radius: 1rem; font-size: .9rem; }
ol { list-style: none; margin: 0; padding: 0 0 0 .5rem; border-left: 2px solid var(--st-border-color, #8895A7); }
button { display: grid; grid-template-columns: 1.4rem 1fr; width: 100%; text-align: left; font: inherit; color: inherit;
  background: none; border: 0; border-radius: .4rem; padding: .45rem .3rem; cursor: pointer; line-height: 1.35; }
button:focus-visible { outline: 3px solid var(--st-primary-color); }
button[aria-pressed=true] { background: var(--st-secondary-background-color); }
small { display: block; opacity: .85; }
@media print { /* of a dark page, too */
  nav { display: none; }
  [aria-hidden] { filter: brightness(.6); }
}
"""
LIST = """
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const list = parentElement.querySelector('#list');
  function made(tag, text) { const node = document.createElement(tag); node.textContent = text; return node; }
  const years = document.createElement('nav');
  years.setAttribute('aria-label', data.jump);
  const groups = data.groups.flatMap(([name, rows]) => {
    const items = document.createElement('ol');
    items.append(...rows.map((row) => {
      const button = document.createElement('button');
      const mark = made('span', row.mark);
      const words = made('span', row.title);
      mark.style.color = row.colour;
      mark.setAttribute('aria-hidden', 'true');
      words.append(made('small', row.note));
      button.type = 'button';
      button.setAttribute('aria-pressed', String(row.id === data.open));
      button.append(mark, words);
      button.onclick = () => setTriggerValue('opened', row.id);
      const item = document.createElement('li');
      item.append(button);
      return item;
    }));
    const heading = made('h2', name);
    const leap = made('button', name);
    leap.type = 'button';
    leap.onclick = () => {
      heading.scrollIntoView({ block: 'start' });
      items.querySelector('button').focus({ preventScroll: true });
    };
    years.append(leap);
    return [heading, items];
  });
  list.replaceChildren(...(data.groups.length > 1 ? [years] : []), ...groups);
}
"""

PICTURE_HTML = (
    '<div><button type="button" data-form="png">PNG</button> <button type="button" data-form="svg">SVG</button> '
    '<button type="button" id="print"></button></div>'
)
PICTURE_CSS = """
div { display: flex; flex-wrap: wrap; gap: .5rem; }
button { font: inherit; padding: .35rem .8rem; border-radius: .5rem; cursor: pointer; color: inherit;
  background: transparent; border: 1px solid var(--st-border-color, currentColor); }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color, #0B62A8); outline-offset: 2px; }
"""
# The chart's own button for saving does the work: it is asked for the form, and the picture is given a ground, for what
# is light on a dark page cannot be read without one.
PICTURE = """
export default function (component) {
  const { parentElement, data } = component;
  parentElement.querySelector('#print').textContent = data.print;
  parentElement.querySelector('#print').onclick = () => window.print();
  for (const button of parentElement.querySelectorAll('[data-form]')) {
    button.setAttribute('aria-label', data.save.replace('{form}', button.dataset.form.toUpperCase()));
    button.hidden = !data.drawn;
    button.onclick = () => {
      const plot = document.querySelector('.st-key-timeline .js-plotly-plot, [class*=st-key-look-] .js-plotly-plot');
      const buttons = plot ? [...plot.querySelectorAll('.modebar-btn')] : [];
      const own = buttons.find((b) => /download/i.test(b.datelinesTitle || b.dataset.title));
      if (!own) return;
      const ground = plot.layout.paper_bgcolor;
      plot.layout.paper_bgcolor = data.ground;
      plot._context.toImageButtonOptions = { format: button.dataset.form, filename: 'datelines', scale: 2 };
      own.dispatchEvent(new MouseEvent('click'));  // does not bubble: a click outside would shut what this stands in
      plot.layout.paper_bgcolor = ground;
    };
  }
}
"""

BARS_HTML = '<div id="bars"></div>'
BARS_CSS = """
section { display: grid; grid-template-columns: 1fr auto; gap: .2rem 1rem; align-items: end; padding: .2rem 0 .6rem; }
p { margin: 0 0 .3rem; }
progress { width: 100%; height: .5rem; accent-color: var(--st-primary-color, #0B62A8); }
button { font: inherit; padding: .35rem .8rem; border-radius: .5rem; cursor: pointer; color: inherit;
  background: transparent; border: 1px solid var(--st-border-color, currentColor); }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color, #0B62A8); outline-offset: 2px; }
button:disabled { opacity: .5; cursor: default; }
"""
# Asks for itself how far the jobs are: drawn by reruns of the page each second, the progress kept Streamlit so busy on
# a slow machine that the chart beside it never came.
BARS = """
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const place = parentElement.querySelector('#bars');
  const rows = new Map();
  let timer = null;
  let over = false;
  function row(job) {
    if (!rows.has(job.number)) {
      const section = document.createElement('section');
      const left = document.createElement('div');
      const words = document.createElement('p');
      const bar = document.createElement('progress');
      const stop = document.createElement('button');
      bar.setAttribute('aria-label', data.label);
      bar.max = 1;
      stop.type = 'button';
      stop.textContent = data.stop;
      stop.title = data.kept;
      stop.onclick = () => { stop.disabled = true; setTriggerValue('stopped', job.number); };
      left.append(words, bar);
      section.append(left, stop);
      rows.set(job.number, { section, words, bar, stop });
    }
    const drawn = rows.get(job.number);
    drawn.words.textContent = job.words;
    drawn.bar.value = job.share;
    drawn.stop.disabled = job.state === 'stopping';
    return drawn.section;
  }
  async function look() {
    let found = null;
    try { const answer = await fetch(data.url); if (answer.ok) found = await answer.json(); }
    catch (error) { found = null; }  // the server is busy or away: ask again
    if (over) return;
    if (found) {
      place.replaceChildren(...found.jobs.filter((job) => data.jobs.includes(job.number)).map(row));
      const running = found.jobs.map((job) => job.number);
      const ended = data.jobs.filter((number) => !running.includes(number));
      if (ended.length) { setTriggerValue('ended', ended); return; }
    }
    timer = setTimeout(look, found ? 1000 : 3000);
  }
  look();
  return () => { over = true; clearTimeout(timer); };
}
"""

stage = st.components.v2.component("datelines_stage", js=STAGE)
_copy = st.components.v2.component("datelines_copy", html=COPY_HTML, css=COPY_CSS, js=COPY)
listing = st.components.v2.component("datelines_list", html=LIST_HTML, css=LIST_CSS, js=LIST)
pictures = st.components.v2.component("datelines_pictures", html=PICTURE_HTML, css=PICTURE_CSS, js=PICTURE)
bars = st.components.v2.component("datelines_bars", html=BARS_HTML, css=BARS_CSS, js=BARS)


def copy(key: str, query: str, label: str = "", page: str = "") -> None:
    """A button that copies the address of a view; it tells the browser the page's language, too.

    `page` names what is read, beside the timeline: Streamlit keeps the place to which the page before was scrolled.
    """
    words = {"label": label or tr("Copy link"), "copied": tr("Copied."), "failed": tr("Copy this:")}
    _copy(key=key, data={"query": query, "lang": spoken().code, "page": page, **words})


def toolbar() -> dict[str, str]:
    """What the buttons of a chart say: English → the page's language, for `stage`."""
    words = (
        later("Download plot as a PNG"), later("Zoom"), later("Pan"), later("Zoom in"), later("Zoom out"),
        later("Reset axes"), later("Fullscreen"), later("Close fullscreen"),
    )  # fmt: skip
    return {word: tr(word) for word in words}
