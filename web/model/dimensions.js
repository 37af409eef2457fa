// @ts-check
/** @typedef {import('./types.js').Dimension} Dimension */
/** @typedef {import('./types.js').GridAnswer} GridAnswer */

/** @param {Dimension} dimension */
export const varies = (dimension) => dimension.values.length > 1;

/**
 * The dimensions with one value, to be folded into one line.
 * @param {Dimension[]} dimensions
 */
export const constants = (dimensions) => dimensions.filter((dimension) => dimension.values.length === 1);

/** Asking for the square of two dimensions must stay below the server's window. */
const LARGEST_PAIR = 100;

/**
 * Pairs that might say the same: as many values, covering as many images each. Counts alone prove
 * nothing (5 prompts × 5 seeds), so each pair is then asked for as a grid.
 * @param {Dimension[]} dimensions
 * @param {number} [most]
 * @returns {[Dimension, Dimension][]}
 */
export function candidatePairs(dimensions, most = 12) {
  /** @type {[Dimension, Dimension][]} */
  const pairs = [];
  const open = dimensions.filter((dimension) => varies(dimension) && dimension.values.length <= LARGEST_PAIR);
  for (const [index, first] of open.entries()) {
    for (const second of open.slice(index + 1)) {
      if (mightRepeat(first, second)) pairs.push([first, second]);
    }
  }
  return pairs.sort((a, b) => b[0].values.length - a[0].values.length).slice(0, most);
}

/**
 * As many images value by value; a checkpoint may have one value more, because the last file of a
 * training bears no number.
 * @param {Dimension} a
 * @param {Dimension} b
 */
function mightRepeat(a, b) {
  const spare = Math.abs(a.values.length - b.values.length);
  if (spare > 1 || (spare === 1 && ![a, b].some(({ name }) => name === 'checkpoint'))) return false;
  const [fewer, more] = a.values.length <= b.values.length ? [a, b] : [b, a];
  const left = more.values.map((value) => value.count);
  for (const { count } of fewer.values) {
    const found = left.indexOf(count);
    if (found < 0) return false;
    left.splice(found, 1);
  }
  return true;
}

/**
 * Whether the grid of two dimensions has one filled cell in every row and column, save for the one
 * value that the longer of them has more.
 * @param {GridAnswer} answer
 */
export function saysTheSame({ x, y, cells, unplaced }) {
  if (!x || !y) return false;
  const even = x.values.length === y.values.length;
  const taken = new Set();
  for (const row of cells) {
    const filled = row.flatMap((cell, column) => (cell.some((image) => image !== null) ? [column] : []));
    if (filled.length > 1 || taken.has(filled[0])) return false;
    if (filled.length === 1) taken.add(filled[0]);
  }
  return taken.size === Math.min(x.values.length, y.values.length) && (even ? unplaced === 0 : true);
}

/** The better known name comes first; what is not named here comes after, in the server's order. */
const PREFERRED = ['checkpoint', 'step', 'epoch', 'prompt_name', 'prompt', 'cfg', 'seed'];

/**
 * Of each pair that says the same, which one repeats which.
 * @param {[string, string][]} pairs
 * @returns {Record<string, string>}
 */
export function duplicatesOf(pairs) {
  /** @type {Record<string, string>} */
  const duplicates = {};
  for (const [first, second] of pairs) {
    const [kept, repeated] = rank(first) <= rank(second) ? [first, second] : [second, first];
    const root = duplicates[kept] ?? kept;
    if (root !== repeated) duplicates[repeated] = root;
  }
  for (const name of Object.keys(duplicates)) {
    while (duplicates[duplicates[name]]) duplicates[name] = duplicates[duplicates[name]];
  }
  return duplicates;
}

/** @param {string} name */
function rank(name) {
  const index = PREFERRED.indexOf(name.toLowerCase());
  return index < 0 ? PREFERRED.length : index;
}
