"""The two things that only the browser can do: copy the link, and tell which window a pan or zoom chose."""

from __future__ import annotations

import streamlit as st

# Listens to Plotly's relayout on the chart of a key and hands the x range back. The chart is mounted anew whenever its
# figure changes, hence the interval. Rests on Streamlit's class names: the browser tests guard it.
ZOOM = """
export default function (component) {
  const { setStateValue, data } = component;
  const selector = '.st-key-' + data.chart + ' .js-plotly-plot';
  let timer = null;
  function hook() {
    const plot = document.querySelector(selector);
    if (!plot || !plot.on || plot.__datelines) return;
    plot.__datelines = true;
    plot.on('plotly_relayout', (event) => {
      if (!Object.keys(event).some((key) => key.startsWith('xaxis'))) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        const range = event['xaxis.autorange'] ? null : plot.layout.xaxis.range.map(Number);
        setStateValue('range', range);
      }, 400);
    });
  }
  hook();
  const interval = setInterval(hook, 300);
  return () => { clearInterval(interval); clearTimeout(timer); };
}
"""

COPY_HTML = '<button type="button" id="copy">Copy link</button> <output id="said" aria-live="polite"></output>'
COPY_CSS = """
button { font: inherit; padding: .35rem .8rem; border-radius: .5rem; cursor: pointer; color: inherit;
  background: transparent; border: 1px solid currentColor; }
button:focus-visible { outline: 3px solid #0B62A8; outline-offset: 2px; }
"""
COPY = """
export default function (component) {
  const { parentElement, data } = component;
  const button = parentElement.querySelector('#copy');
  const said = parentElement.querySelector('#said');
  button.onclick = async () => {
    const url = window.location.origin + window.location.pathname + (data.query ? '?' + data.query : '');
    try { await navigator.clipboard.writeText(url); said.textContent = 'Copied.'; }
    catch (error) { said.textContent = url; }
  };
}
"""

zoom = st.components.v2.component("datelines_zoom", js=ZOOM)
copy = st.components.v2.component("datelines_copy", html=COPY_HTML, css=COPY_CSS, js=COPY)
