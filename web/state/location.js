// @ts-check
import { fromFragment, HISTORY, SHARED, toFragment } from '../model/url.js';
import { sameAxes } from '../model/mapping.js';

/** @typedef {import('../model/types.js').State} State */

/** Browsers refuse more than a hundred changes of the address in half a minute. */
const QUIET = 350;

/** @returns {Partial<State>} */
export function readURL() {
  const shared = fromFragment(location.hash);
  return {
    runId: shared.run,
    mapping: shared.axes ? { ...shared.axes, combos: [] } : null,
    automatic: shared.axes === null,
    filters: shared.filters,
    singles: shared.singles,
    at: shared.at,
    cellSize: shared.cellSize,
    view: shared.view,
    open: shared.open,
    presetId: shared.preset,
  };
}

/**
 * Keeps the address equal to the view, and the view to the address when the user goes back.
 * @param {import('./initial.js').Store} store
 */
export function keepURL(store) {
  let timer = 0;
  let travelling = false;
  let seen = store.state;

  /** @param {State} state */
  function settle(state) {
    clearTimeout(timer);
    timer = 0;
    const hash = `#${toFragment(state)}`;
    if (hash !== location.hash) history.replaceState(null, '', hash);
  }

  /** @param {State} state */
  function step(state) {
    const hash = `#${toFragment(state)}`;
    if (hash !== location.hash) history.pushState(null, '', hash);
  }

  const write = () => settle(store.state);

  store.subscribe((state, changed) => {
    const before = seen;
    seen = state;
    if (travelling || !SHARED.some((name) => changed.has(name))) return;
    // The layout that the page makes by itself is no step that a user would go back to.
    const own = changed.has('run') || changed.has('runs') || state.run === null;
    if (!own && HISTORY.some((name) => changed.has(name))) {
      // What waits to be written belongs to the entry that this step leaves.
      if (timer !== 0) settle(before);
      step(state);
    } else if (timer === 0) {
      timer = window.setTimeout(write, QUIET);
    }
  });

  addEventListener('popstate', () => {
    clearTimeout(timer);
    timer = 0;
    travelling = true;
    store.set(travelled(store.state));
    travelling = false;
  });
  return { write };
}

/**
 * What the address asks for that the view does not have yet.
 * @param {State} state
 * @returns {Partial<State>}
 */
function travelled(state) {
  const next = readURL();
  if (next.runId !== state.runId) return { ...next, run: null, grid: null, offsets: {}, presets: [], playing: false };
  if (!next.mapping || sameAxes(next.mapping, state.mapping)) delete next.mapping;
  else if (state.mapping) next.mapping = withRest(next.mapping, state);
  if (JSON.stringify(next.filters) === JSON.stringify(state.filters)) delete next.filters;
  return next;
}

/**
 * @param {import('../model/types.js').Mapping} mapping
 * @param {State} state
 */
function withRest(mapping, { run }) {
  const used = new Set([mapping.x, mapping.y, mapping.slider]);
  return { ...mapping, combos: (run?.dimensions ?? []).map((each) => each.name).filter((name) => !used.has(name)) };
}
