// @ts-check
import { FIT, isFit, LARGEST_SCALE } from './zoom.js';
import { LARGEST_CELL, SMALLEST_CELL } from './layout.js';

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Filters} Filters */

/**
 * The view in a URL's fragment: prompts of thousands of characters fit there, and the server
 * neither sees nor limits it.
 * @typedef {object} SharedView
 * @property {string|null} run
 * @property {{x: string|null, y: string|null, slider: string|null}|null} axes null: not given
 * @property {Filters} filters
 * @property {string[]} singles
 * @property {string|null} at
 * @property {number|null} cellSize
 * @property {import('./types.js').View} view
 * @property {{x: string|null, y: string|null, layer: number}|null} open
 * @property {string|null} preset
 */

/**
 * @param {Pick<State, 'runId'|'mapping'|'filters'|'singles'|'at'|'cellSize'|'view'|'open'|'presetId'>} state
 * @returns {string} without the `#`
 */
export function toFragment(state) {
  const query = new URLSearchParams();
  const put = (/** @type {string} */ key, /** @type {string|null|undefined} */ value) => {
    if (value != null) query.append(key, value);
  };
  put('run', state.runId);
  if (state.mapping) {
    for (const axis of /** @type {const} */ (['x', 'y', 'slider'])) put(axis, state.mapping[axis] ?? '');
  }
  putFilters(put, state.filters);
  for (const name of state.singles) put('single', name);
  put('at', state.at);
  if (state.cellSize !== null) put('size', String(state.cellSize));
  if (!isFit(state.view)) {
    put('zoom', [state.view.scale, state.view.cx, state.view.cy].map((part) => Number(part.toFixed(4))).join(','));
  }
  if (state.open) {
    put('open', String(state.open.layer));
    put('open.x', state.open.x);
    put('open.y', state.open.y);
  }
  put('preset', state.presetId);
  return query.toString();
}

/**
 * @param {(key: string, value: string) => void} put
 * @param {Filters} filters
 */
function putFilters(put, filters) {
  for (const name of Object.keys(filters).sort()) {
    if (filters[name].length === 0) put('none', name);
    for (const value of filters[name]) put(`f.${name}`, value);
  }
}

/**
 * Anything unreadable is left at its default: a link that was cut still opens what it can.
 * @param {string} fragment with or without the `#`
 * @returns {SharedView}
 */
export function fromFragment(fragment) {
  const query = new URLSearchParams(fragment.replace(/^#/, ''));
  const named = ['x', 'y', 'slider'].some((axis) => query.has(axis));
  return {
    run: query.get('run') || null,
    axes: named ? { x: query.get('x') || null, y: query.get('y') || null, slider: query.get('slider') || null } : null,
    filters: readFilters(query),
    singles: query.getAll('single'),
    at: query.get('at'),
    cellSize: readNumber(query.get('size'), SMALLEST_CELL, LARGEST_CELL),
    view: readView(query.get('zoom')),
    open: query.has('open')
      ? {
          x: query.get('open.x'),
          y: query.get('open.y'),
          layer: readNumber(query.get('open'), 0, 10_000) ?? 0,
        }
      : null,
    preset: query.get('preset') || null,
  };
}

/** @param {URLSearchParams} query */
function readFilters(query) {
  /** @type {Map<string, string[]>} */
  const filters = new Map();
  for (const name of query.getAll('none')) filters.set(name, []);
  for (const [key, value] of query) {
    if (!key.startsWith('f.')) continue;
    const name = key.slice(2);
    filters.set(name, [...(filters.get(name) ?? []), value]);
  }
  return /** @type {Filters} */ (Object.fromEntries(filters));
}

/**
 * @param {string|null} text
 * @param {number} least
 * @param {number} most
 */
function readNumber(text, least, most) {
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= least && value <= most ? value : null;
}

/** @param {string|null} text */
function readView(text) {
  const [scale, cx, cy] = (text ?? '').split(',').map(Number);
  if (!(scale > 1 && scale <= LARGEST_SCALE && cx >= 0 && cx <= 1 && cy >= 0 && cy <= 1)) return FIT;
  return { scale, cx, cy };
}

/** What deserves a step of its own in the browser's history; the rest replaces the current one. */
/** @type {(keyof State)[]} */
export const HISTORY = ['runId', 'mapping', 'filters', 'open', 'presetId'];
/** @type {(keyof State)[]} */
export const SHARED = [...HISTORY, 'singles', 'at', 'cellSize', 'view'];
