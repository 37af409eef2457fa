// @ts-check
/** @typedef {import('./types.js').Filters} Filters */
/** @typedef {import('./types.js').Dimension} Dimension */

/**
 * Keeps the values in the dimension's order; keeping all is no filter.
 * @param {Filters} filters
 * @param {Dimension} dimension
 * @param {Iterable<string>} kept
 * @returns {Filters}
 */
export function keep(filters, dimension, kept) {
  const wanted = new Set(kept);
  const values = dimension.values.map((each) => each.value).filter((value) => wanted.has(value));
  const rest = { ...filters };
  delete rest[dimension.name];
  return values.length === dimension.values.length ? rest : { ...rest, [dimension.name]: values };
}

/**
 * @param {Filters} filters
 * @param {string} name
 * @param {string} value
 */
export const isKept = (filters, name, value) => filters[name]?.includes(value) ?? true;

/**
 * @param {Filters} filters
 * @param {Dimension} dimension
 * @param {string} value
 */
export function toggled(filters, dimension, value) {
  const kept = dimension.values.map((each) => each.value).filter((each) => isKept(filters, dimension.name, each));
  return keep(filters, dimension, kept.includes(value) ? kept.filter((each) => each !== value) : [...kept, value]);
}

/**
 * The only value that is kept, or all again when it was already alone.
 * @param {Filters} filters
 * @param {Dimension} dimension
 * @param {string} value
 */
export function solo(filters, dimension, value) {
  const alone = isSolo(filters, dimension.name, value);
  return keep(filters, dimension, alone ? dimension.values.map((each) => each.value) : [value]);
}

/**
 * @param {Filters} filters
 * @param {string} name
 * @param {string} value
 */
export const isSolo = (filters, name, value) => filters[name]?.length === 1 && filters[name][0] === value;

/**
 * The next single value, round the corner at either end.
 * @param {Filters} filters
 * @param {Dimension} dimension
 * @param {1|-1} direction
 */
export function stepped(filters, dimension, direction) {
  const values = dimension.values.map((each) => each.value);
  const kept = filters[dimension.name];
  const current = kept?.length === 1 ? values.indexOf(kept[0]) : direction > 0 ? -1 : 0;
  return keep(filters, dimension, [values[(current + direction + values.length) % values.length]]);
}

/**
 * Values whose text holds every word of the search.
 * @param {Dimension} dimension
 * @param {string} search
 */
export function matching(dimension, search) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return dimension.values;
  return dimension.values.filter(({ value }) => words.every((word) => value.toLowerCase().includes(word)));
}

/**
 * What still makes sense after the run changed: known dimensions, known values. A filter that
 * emptied by itself is dropped; one that the user emptied stays.
 * @param {Filters} filters
 * @param {Dimension[]} dimensions
 * @returns {Filters}
 */
export function pruned(filters, dimensions) {
  /** @type {Filters} */
  let result = {};
  for (const dimension of dimensions) {
    const kept = filters[dimension.name];
    if (!kept) continue;
    const known = kept.filter((value) => dimension.values.some((each) => each.value === value));
    if (known.length > 0 || kept.length === 0) result = keep(result, dimension, known);
  }
  return result;
}
