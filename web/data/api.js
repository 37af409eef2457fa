// @ts-check
import { encodedPath } from '../model/paths.js';

/** @typedef {import('../model/types.js').Filters} Filters */
/** @typedef {import('../model/types.js').Preset} Preset */

/** What the server refused, or that it did not answer (`status` 0). */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * @param {string} url
 * @param {RequestInit} [options]
 */
export async function request(url, options) {
  const response = await fetch(url, options).catch((/** @type {Error} */ error) => {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'unreachable', 'The server does not answer.');
  });
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  throw new ApiError(
    response.status,
    problem?.error?.code ?? 'failed',
    problem?.error?.message ?? `The server answered ${response.status}.`,
  );
}

/**
 * @param {string} url
 * @param {RequestInit} [options]
 */
const json = async (url, options) => (await request(url, options)).json();

/** @param {string} id */
const runURL = (id) => `/api/training-runs/${encodeURIComponent(id)}`;

/** @returns {Promise<import('../model/types.js').RunSummary[]>} */
export const trainingRuns = async () => (await json('/api/training-runs')).training_runs;

/**
 * @param {string} id
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('../model/types.js').RunDetail>}
 */
export const trainingRun = (id, signal) => json(runURL(id), { signal });

/** @param {Filters} filters */
function filterQuery(filters) {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(filters)) {
    for (const value of values) query.append(`filter.${name}`, value);
  }
  return query;
}

/**
 * @param {string} id
 * @param {{x?: string|null, y?: string|null, slider?: string|null, filters?: Filters, window?: {x_from: number, x_count: number, y_from: number, y_count: number}}} wish
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('../model/types.js').GridAnswer>}
 */
export function grid(id, { x, y, slider, filters = {}, window }, signal) {
  const query = filterQuery(filters);
  for (const [axis, name] of Object.entries({ x, y, slider })) if (name) query.set(axis, name);
  for (const [name, value] of Object.entries(window ?? {})) query.set(name, String(value));
  return json(`${runURL(id)}/grid?${query}`, { signal });
}

/**
 * @param {string} id
 * @param {Filters} filters
 * @param {AbortSignal} [signal]
 * @returns {Promise<{images: {path: string, version: string, dimensions: Record<string, string>}[]}>}
 */
export function images(id, filters, signal) {
  const query = filterQuery(filters);
  query.set('limit', '1000');
  return json(`${runURL(id)}/images?${query}`, { signal });
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('../model/types.js').ImageDetail>}
 */
export const image = (path, signal) => json(`/api/images/${encodedPath(path)}`, { signal });

/**
 * @param {string} id
 * @returns {Promise<import('../model/types.js').Checkpoint[]>}
 */
export async function checkpoints(id) {
  const answer = await json(`${runURL(id)}/checkpoints`);
  return Array.isArray(answer) ? answer : answer.checkpoints;
}

/**
 * @param {string} id
 * @param {string} name
 * @returns {Promise<import('../model/types.js').Checkpoint>}
 */
export const checkpoint = (id, name) => json(`${runURL(id)}/checkpoints/${encodeURIComponent(name)}`);

export const health = () => json('/healthz');

/**
 * @param {string} id
 * @returns {Promise<Preset[]>}
 */
export const presets = async (id) => (await json(`/api/presets?training_run_id=${encodeURIComponent(id)}`)).presets;

/**
 * @param {string} method
 * @param {string} url
 * @param {unknown} body
 * @param {string|undefined} etag
 * @returns {Promise<Preset>}
 */
async function write(method, url, body, etag) {
  const headers = new Headers({ 'Content-Type': 'application/json' });
  if (etag) headers.set('If-Match', etag);
  const response = await request(url, { method, headers, body: JSON.stringify(body) });
  return { ...(await response.json()), etag: response.headers.get('ETag') ?? undefined };
}

/** @param {{name: string, training_run_id: string, mapping: Record<string, unknown>}} preset */
export const createPreset = (preset) => write('POST', '/api/presets', preset, undefined);

/** @param {Preset} preset */
export const updatePreset = ({ id, name, training_run_id, mapping, etag }) =>
  write('PUT', `/api/presets/${encodeURIComponent(id)}`, { name, training_run_id, mapping }, etag);

/** @param {Preset} preset */
export const deletePreset = ({ id, etag }) =>
  request(`/api/presets/${encodeURIComponent(id)}`, {
    method: 'DELETE',
    headers: { 'Content-Type': 'application/json', ...(etag ? { 'If-Match': etag } : {}) },
  });
