"""The keyboard in a chart: which marks the arrows reach, and what is said of each. JavaScript for `browser.STAGE`."""

from __future__ import annotations

# A *spot* is a mark or a cell: where it lies (x, y in the axes' own values), what a click on it hands over (`what`),
# what is said of it, and whether it has events (`full`). Cells without any are gone through, for else nobody knows
# where in the grid they are, but Page Up and Page Down, Home and End skip them. All is read from the figure as it is
# drawn: it is built in `figure` and `looks`, with `customdata` on whatever can be clicked on.
KEYS = """
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const RING = 26;  // pixels, around a mark; a cell has its own size

function plain(text) {
  const spaced = String(text).replaceAll('<br>', ' · ');
  return new DOMParser().parseFromString(spaced, 'text/html').documentElement.textContent;
}

function marked(plot) {  // what can be clicked on, in the order in which it was drawn
  return plot.data.filter((trace) => trace.type !== 'heatmap').flatMap((trace) =>
    (trace.customdata || []).flatMap((what, i) => Array.isArray(what)
      ? [{ what, x: trace.x[i], y: trace.y[i], said: plain((trace.text || [])[i] || ''), full: true }] : []));
}

function cells(plot, whose) {
  const said = new Map(marked(plot).map((spot) => [String(spot.what), spot.said]));
  return plot.data.filter((trace) => trace.type === 'heatmap').flatMap((trace, band) =>
    trace.z.flatMap((counts, row) => counts.flatMap((count, column) => {
      if (count === null) return [];
      const what = [trace.customdata[row][column]].flat();
      const full = said.has(String(what));
      return [{ what, x: trace.x[column], y: trace.y[row], row, column, full, cell: true,
                said: full ? said.get(String(what)) : whose(what, trace.x[column], trace.y[row]) }];
    })));
}

function placed(plot, spot) {
  const { xaxis, yaxis } = plot._fullLayout;
  return { left: xaxis._offset + xaxis.d2p(spot.x), top: yaxis._offset + yaxis.d2p(spot.y) };
}

// The nearest place in a direction: what lies straight ahead comes before what lies aside.
function ahead(plot, list, at, [right, down]) {
  const from = placed(plot, list[at]);
  let best = at;
  let least = Infinity;
  list.forEach((spot, i) => {
    if (i === at || spot.what.length > 1) return;  // visits lie between countries: Page Down leads to them
    const to = placed(plot, spot);
    const along = (to.left - from.left) * right + (to.top - from.top) * down;
    const across = Math.abs((to.left - from.left) * down) + Math.abs((to.top - from.top) * right);
    const far = along + 2 * across + (across > along ? 10000 : 0);
    if (along > 0.5 && far < least) { least = far; best = i; }
  });
  return best;
}

const REACHED = {
  timeline: {  // by date
    spots: (plot) => marked(plot)
      .map((spot) => ({ ...spot, said: spot.what.slice(1, 6).map(plain).filter(Boolean).join(' · ') }))
      .sort((a, b) => a.x - b.x || a.y - b.y),
    moved: (plot, list, at, [right, down]) => at + right + down,
  },
  map: {  // the countries, those with most events first, then the visits
    spots: (plot) => marked(plot).sort((a, b) => a.what.length - b.what.length),
    moved: ahead,
  },
  matrix: {  // by row and column
    spots: (plot, data) => cells(plot, (what, x, y) => `${y} – ${x}: ${data.none}`),
    moved: (plot, list, at, [right, down]) => {
      const size = Math.max(...list.map((spot) => spot.row)) + 1;
      let { row, column } = list[at];
      for (;;) {
        row += down;
        column += right;
        if (row < 0 || column < 0 || row > size || column > size) return at;
        const found = list.findIndex((spot) => spot.row === row && spot.column === column);
        if (found >= 0) return found;
      }
    },
  },
  calendar: {  // by day downwards and by week to the right; years without events are not drawn
    spots: (plot, data) => {
      const written = { dateStyle: 'full', timeZone: 'UTC' };
      const day = new Intl.DateTimeFormat(data.lang === 'en' ? 'en-GB' : data.lang, written);
      return cells(plot, (what) => `${day.format(new Date(what[0] + 'T00:00Z'))}: ${data.none}`)
        .sort((a, b) => (a.what[0] < b.what[0] ? -1 : 1));
    },
    latest: true,
    moved: (plot, list, at, [right, down]) => {
      if (down) return at + down;
      const wanted = new Date(list[at].what[0] + 'T00:00Z');
      wanted.setUTCDate(wanted.getUTCDate() + 7 * right);
      const day = wanted.toISOString().slice(0, 10);
      const found = right > 0 ? list.findIndex((spot) => spot.what[0] >= day)
        : list.findLastIndex((spot) => spot.what[0] <= day);
      return found < 0 ? at : found;
    },
  },
};

// Let the arrows move in a chart. `chosen` is called with what a click on the spot would hand over.
function keys(plot, data, chosen) {
  const { spots, moved, latest } = REACHED[data.look];
  const ring = document.createElement('div');
  ring.className = 'datelines-ring';
  const said = document.createElement('div');
  said.className = 'datelines-said';
  said.setAttribute('aria-live', 'polite');
  ring.hidden = said.hidden = true;
  plot.append(ring, said);
  let at = -1;

  function show(list) {
    const { xaxis, yaxis } = plot._fullLayout;
    const spot = list[at];
    const { left, top } = placed(plot, spot);
    const wide = spot.cell ? Math.abs(xaxis.l2p(1) - xaxis.l2p(0)) + 4 : RING;
    const high = spot.cell ? Math.abs(yaxis.l2p(1) - yaxis.l2p(0)) + 4 : RING;
    Object.assign(ring.style, { left: left - wide / 2 + 'px', top: top - high / 2 + 'px', width: wide + 'px',
      height: high + 'px', borderRadius: spot.cell ? '4px' : '50%' });
    ring.hidden = said.hidden = false;
    const full = list.filter((one) => one.full);
    said.textContent = spot.said + (spot.full
      ? ' ' + data.place_of.replace('{n}', full.indexOf(spot) + 1).replace('{total}', full.length) : '');
    const below = top + high / 2 + 3;
    const fits = below + said.offsetHeight < plot.clientHeight;
    said.style.top = (fits ? below : top - high / 2 - 3 - said.offsetHeight) + 'px';
    said.style.left = Math.max(0, Math.min(left - 20, plot.clientWidth - said.offsetWidth)) + 'px';
    ring.scrollIntoView({ block: 'nearest' });
  }

  function next(list, by) {  // the next that has events
    for (let i = at + by; i >= 0 && i < list.length; i += by) if (list[i].full) return i;
    return at;
  }

  plot.addEventListener('keydown', (event) => {
    if (event.target !== plot || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') { plot.blur(); return; }
    const list = spots(plot, data);
    if (!list.some((spot) => spot.full)) return;
    const first = list.findIndex((spot) => spot.full);
    const last = list.findLastIndex((spot) => spot.full);
    if (at >= list.length) at = -1;
    if (event.key in ARROWS) {
      const back = ARROWS[event.key].includes(-1) || latest;
      at = at < 0 ? (back && data.look !== 'map' ? last : first) : moved(plot, list, at, ARROWS[event.key]);
    } else if (event.key === 'Home' || (event.key === 'PageDown' && at < 0)) at = first;
    else if (event.key === 'End' || (event.key === 'PageUp' && at < 0)) at = last;
    else if (event.key === 'PageDown') at = next(list, 1);
    else if (event.key === 'PageUp') at = next(list, -1);
    else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      if (!list[at].full) return;
      window.datelinesKeyed = { spot: String(list[at].what[0]), at: Date.now() };
      chosen(list[at].what);
      return;
    } else return;
    event.preventDefault();
    at = Math.max(0, Math.min(at, list.length - 1));
    show(list);
  });
  plot.addEventListener('blur', () => { ring.hidden = said.hidden = true; });

  plot.datelinesAt = (chosen) => {  // put the keyboard onto what was chosen, where it is still drawn
    plot.focus({ preventScroll: true });
    const list = spots(plot, data);
    at = list.findIndex((spot) => spot.full && String(spot.what[0]) === chosen);
    if (at >= 0) show(list);
  };
}
"""
