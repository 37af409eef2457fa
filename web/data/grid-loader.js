// @ts-check
import { tilesFor, tileShape } from '../model/tiles.js';
import * as api from './api.js';

/** @typedef {import('../state/initial.js').Store} Store */
/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Grid} Grid */
/** @typedef {import('../model/tiles.js').Window} Window */

/**
 * Keeps `state.grid` equal to what the mapping, the filters and the run's revision ask for. The
 * grid on screen stays until the next one is read whole, so nothing flashes.
 * @param {Store} store
 */
export function loadGrid(store) {
  /** @type {AbortController} */
  let reading = new AbortController();
  /** @type {Window} */
  let seen = { columns: { from: 0, to: 24 }, rows: { from: 0, to: 24 } };
  /** @type {Set<string>} */
  const asked = new Set();

  const wish = (/** @type {State} */ state) => ({
    x: state.mapping?.x,
    y: state.mapping?.y,
    slider: state.mapping?.slider,
    filters: state.filters,
  });
  const keyOf = (/** @type {State} */ state) => JSON.stringify([state.runId, wish(state)]);

  async function read() {
    const state = store.state;
    reading.abort();
    reading = new AbortController();
    asked.clear();
    if (!state.run || !state.mapping || state.run.id !== state.runId) return;
    const key = keyOf(state);
    if (Object.values(state.filters).some((kept) => kept.length === 0)) {
      store.set({ grid: emptyGrid(key, state), problem: null });
      return;
    }
    const shape = shapeFor(state);
    const window = state.grid?.key === key ? seen : { columns: { from: 0, to: 1 }, rows: { from: 0, to: 1 } };
    try {
      const tiles = await Promise.all(tilesFor(window, shape).map((tile) => readTile(state, shape, tile)));
      store.set({ grid: gridOf(key, shape, tiles), problem: null });
    } catch (error) {
      report(error);
    }
  }

  /**
   * @param {State} state
   * @param {{tileColumns: number, tileRows: number}} shape
   * @param {{key: string, column: number, row: number}} tile
   */
  async function readTile(state, shape, tile) {
    const window = { x_from: tile.column, x_count: shape.tileColumns, y_from: tile.row, y_count: shape.tileRows };
    const answer = await api.grid(/** @type {string} */ (state.runId), { ...wish(state), window }, reading.signal);
    return /** @type {const} */ ([tile.key, answer]);
  }

  /** @param {unknown} error */
  function report(error) {
    if (error instanceof api.ApiError && error.status > 0) store.set({ problem: error.message });
  }

  /** @param {Window} window */
  function show(window) {
    seen = window;
    const grid = store.state.grid;
    if (!grid || grid.key !== keyOf(store.state)) return;
    for (const tile of tilesFor(window, grid)) {
      if (grid.tiles.has(tile.key) || asked.has(tile.key)) continue;
      asked.add(tile.key);
      readTile(store.state, grid, tile).then(
        ([key, answer]) => add(grid.key, key, answer),
        () => asked.delete(tile.key),
      );
    }
  }

  /**
   * @param {string} gridKey
   * @param {string} key
   * @param {import('../model/types.js').GridAnswer} answer
   */
  function add(gridKey, key, answer) {
    const grid = store.state.grid;
    if (!grid || grid.key !== gridKey) return;
    if (answer.revision !== grid.revision) read();
    else store.set({ grid: { ...grid, tiles: new Map(grid.tiles).set(key, answer) } });
  }

  store.subscribe((state, changed) => {
    if (changed.has('run') || changed.has('mapping') || changed.has('filters')) read();
    else if (changed.has('runId')) reading.abort();
  });
  return { show, read };
}

/** @param {State} state */
function shapeFor({ run, mapping, filters }) {
  const length = (/** @type {string|null|undefined} */ name) =>
    !name ? 1 : (filters[name]?.length ?? run?.dimensions.find((each) => each.name === name)?.values.length ?? 1);
  return tileShape(length(mapping?.x), length(mapping?.slider));
}

/**
 * @param {string} key
 * @param {{tileColumns: number, tileRows: number}} shape
 * @param {(readonly [string, import('../model/types.js').GridAnswer])[]} tiles
 * @returns {Grid}
 */
function gridOf(key, shape, tiles) {
  const { revision, x, y, slider, unplaced } = tiles[0][1];
  const same = tiles.filter(([, answer]) => answer.revision === revision);
  return { key, revision, x, y, slider, unplaced, ...shape, tiles: new Map(same) };
}

/**
 * @param {string} key
 * @param {State} state
 * @returns {Grid}
 */
function emptyGrid(key, { run, mapping }) {
  const axis = (/** @type {string|null|undefined} */ name) => (name ? { dimension: name, values: [] } : null);
  return {
    key,
    revision: run?.revision ?? 0,
    x: axis(mapping?.x),
    y: axis(mapping?.y),
    slider: axis(mapping?.slider),
    unplaced: 0,
    tileColumns: 1,
    tileRows: 1,
    tiles: new Map(),
  };
}
