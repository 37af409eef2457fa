// @ts-check
import { varies } from './dimensions.js';

/** @typedef {import('./types.js').Dimension} Dimension */
/** @typedef {import('./types.js').Mapping} Mapping */
/** @typedef {import('./types.js').Axis} Axis */
/** @typedef {import('./types.js').Role} Role */

/** @type {Axis[]} */
export const AXES = ['x', 'y', 'slider'];

const SLIDERS = [/^checkpoint$/i, /^(global_?)?steps?_?(trained)?$/i, /^epochs?$/i, /checkpoint|ckpt/i, /epoch/i];
const PROMPTS = [/^prompt_?name$/i, /^prompt$/i, /^prompt/i, /prompt/i, /^(subject|scene|caption|index)$/i];
const TELLING = [
  /^cfg/i,
  /guidance/i,
  /strength|weight/i,
  /^seed$/i,
  /sampler/i,
  /scheduler/i,
  /^size$|width|height/i,
  /model|lora/i,
];

/**
 * The first layout of a run: training's progress on the slider, the prompt on Y, the most telling
 * other on X. A dimension with one value, or one that repeats another, tells nothing.
 * @param {Dimension[]} dimensions
 * @param {Record<string, string>} [duplicates]
 * @returns {Mapping}
 */
export function defaultMapping(dimensions, duplicates = {}) {
  let left = dimensions.filter((dimension) => varies(dimension) && !(dimension.name in duplicates));
  const take = (/** @type {Dimension|undefined} */ dimension) => {
    left = left.filter((other) => other !== dimension);
    return dimension?.name ?? null;
  };
  const slider = take(progress(left));
  const prompt = take(firstNamed(left, PROMPTS));
  const x = take(mostTelling(left));
  // Screens are wide: what stands alone lies along X.
  const y = prompt ?? take(mostTelling(left));
  return withCombos({ x, y, slider }, dimensions);
}

/**
 * `steps` is also a sampler's setting; it is training's only where there is nothing better named.
 * @param {Dimension[]} dimensions
 */
function progress(dimensions) {
  const named = dimensions.filter((dimension) => dimension.name !== 'steps');
  return firstNamed(named, SLIDERS) ?? firstNamed(dimensions, SLIDERS);
}

/**
 * @param {Dimension[]} dimensions
 * @param {RegExp[]} patterns
 */
function firstNamed(dimensions, patterns) {
  for (const pattern of patterns) {
    const found = dimensions.find((dimension) => pattern.test(dimension.name));
    if (found) return found;
  }
  return undefined;
}

/**
 * A handful of values side by side tells more than hundreds; a known name breaks the tie.
 * @param {Dimension[]} dimensions
 */
function mostTelling(dimensions) {
  const score = (/** @type {Dimension} */ dimension) => {
    const known = TELLING.findIndex((pattern) => pattern.test(dimension.name));
    const handy = dimension.values.length <= 12 ? 100 : 0;
    return handy + (known < 0 ? 0 : 50 - known);
  };
  return [...dimensions].sort((a, b) => score(b) - score(a))[0];
}

/**
 * @param {{x: string|null, y: string|null, slider: string|null}} axes
 * @param {Dimension[]} dimensions
 * @returns {Mapping}
 */
export function withCombos(axes, dimensions) {
  const used = new Set([axes.x, axes.y, axes.slider]);
  const combos = dimensions.map((dimension) => dimension.name).filter((name) => !used.has(name));
  return { ...axes, combos };
}

/**
 * Gives a dimension a role. Whoever held that role takes the dimension's old one.
 * @param {Mapping} mapping
 * @param {string|null} name null empties the axis
 * @param {Role} role
 * @param {Dimension[]} dimensions
 * @returns {Mapping}
 */
export function assign(mapping, name, role, dimensions) {
  const axes = { x: mapping.x, y: mapping.y, slider: mapping.slider };
  const former = AXES.find((axis) => axes[axis] === name && name !== null);
  if (role === 'combo') {
    if (former) axes[former] = null;
  } else {
    if (former && former !== role) axes[former] = axes[role];
    axes[role] = name;
  }
  return withCombos(axes, dimensions);
}

/**
 * @param {Mapping} mapping
 * @returns {Mapping}
 */
export const swapped = (mapping) => ({ ...mapping, x: mapping.y, y: mapping.x });

/**
 * @param {Mapping} mapping
 * @param {string} name
 * @returns {Role}
 */
export const roleOf = (mapping, name) => AXES.find((axis) => mapping[axis] === name) ?? 'combo';

/**
 * What of a wish this run can show, and what not.
 * @param {{x?: unknown, y?: unknown, slider?: unknown, combos?: unknown}} wish
 * @param {Dimension[]} dimensions
 */
export function fitting(wish, dimensions) {
  const known = new Set(dimensions.map((dimension) => dimension.name));
  /** @type {string[]} */
  const missing = [];
  const axes = { x: null, y: null, slider: null };
  const used = new Set();
  for (const axis of AXES) {
    const name = wish[axis];
    if (typeof name !== 'string' || name === '' || used.has(name)) continue;
    used.add(name);
    if (known.has(name)) Object.assign(axes, { [axis]: name });
    else missing.push(name);
  }
  const combos = Array.isArray(wish.combos) ? wish.combos.filter((name) => typeof name === 'string') : [];
  missing.push(...combos.filter((name) => !known.has(name) && !used.has(name)));
  return { mapping: withCombos(axes, dimensions), missing };
}

/**
 * @param {Mapping|null} a
 * @param {Mapping|null} b
 */
export const sameAxes = (a, b) => AXES.every((axis) => (a?.[axis] ?? null) === (b?.[axis] ?? null));
