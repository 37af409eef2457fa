// @ts-check
import { fitting, sameAxes } from './mapping.js';

/** @typedef {import('./types.js').Preset} Preset */
/** @typedef {import('./types.js').Mapping} Mapping */
/** @typedef {import('./types.js').Dimension} Dimension */

/**
 * The stored mapping: keys that this page does not know are kept as they came.
 * @param {Mapping} mapping
 * @param {Record<string, unknown>} [before]
 */
export function storedMapping(mapping, before = {}) {
  /** @type {Record<string, unknown>} */
  const stored = { ...before, combos: mapping.combos };
  for (const axis of /** @type {const} */ (['x', 'y', 'slider'])) {
    if (mapping[axis]) stored[axis] = mapping[axis];
    else delete stored[axis];
  }
  return stored;
}

/** @param {Preset} preset */
export const isDefault = (preset) => preset.mapping.default === true;

/**
 * Whether the view has moved away from the preset, as far as this run can show the preset at all.
 * @param {Preset} preset
 * @param {Mapping} mapping
 * @param {Dimension[]} dimensions
 */
export const isChanged = (preset, mapping, dimensions) =>
  !sameAxes(fitting(preset.mapping, dimensions).mapping, mapping);

/** @param {Preset[]} presets */
export const byName = (presets) =>
  [...presets].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));

/** @param {Preset[]} presets */
export function exported(presets) {
  const kept = presets.map(({ name, training_run_id, mapping }) => ({ name, training_run_id, mapping }));
  return `${JSON.stringify({ presets: kept }, null, 2)}\n`;
}

/**
 * @param {string} text
 * @returns {{name: string, mapping: Record<string, unknown>}[]}
 */
export function imported(text) {
  const parsed = JSON.parse(text);
  const list = Array.isArray(parsed) ? parsed : parsed?.presets;
  if (!Array.isArray(list)) throw new Error('This file holds no presets.');
  return list.filter(
    (each) =>
      typeof each?.name === 'string' && each.name.trim() !== '' && typeof each.mapping === 'object' && each.mapping,
  );
}

/**
 * @param {string} wanted
 * @param {string[]} taken
 */
export function freeName(wanted, taken) {
  let name = wanted;
  for (let count = 2; taken.includes(name); count += 1) name = `${wanted} (${count})`;
  return name;
}
