// @ts-check
/** @typedef {import('./types.js').Dimension} Dimension */

/** Counts what a reader sees: an emoji or an accented letter is one. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Shortens at the end, at a word's end where one is near.
 * @param {string} text
 * @param {number} limit
 */
export function shorten(text, limit) {
  if (text.length <= limit) return text;
  const parts = [];
  for (const { segment } of segmenter.segment(text)) {
    parts.push(segment);
    if (parts.length > limit) break;
  }
  if (parts.length <= limit) return text;
  const head = parts.slice(0, limit - 1).join('');
  const space = parts[limit - 1] === ' ' ? head.length : head.lastIndexOf(' ');
  const cut = space > head.length * 0.6 ? head.slice(0, space) : head;
  return `${cut.trimEnd()}…`;
}

/**
 * What many values share says nothing when they stand side by side: `m-step00001000`, `m-step00002000` become `1000`,
 * `2000`, when all differ in one number only, and long texts lose the words that all of them begin with.
 * @param {string[]} values
 * @returns {Map<string, string>}
 */
export function shortLabels(values) {
  const numbers = numberLabels(values);
  return values.some((value) => numbers.get(value) !== value) ? numbers : restLabels(values);
}

/** From here on a label is cut, and a beginning of this length would leave little room for what differs. */
const LONG = 48;
const WORTH = 24;

/**
 * @param {string[]} values
 * @returns {Map<string, string>}
 */
function restLabels(values) {
  const shared = values.length > 1 ? commonPrefix(values) : '';
  const start = shared.lastIndexOf(' ') + 1;
  const worth =
    start >= WORTH && values.some((value) => value.length > LONG) && values.every((value) => value.length > start);
  return new Map(values.map((value) => [value, worth ? `…${value.slice(start)}` : value]));
}

/**
 * @param {string[]} values
 * @returns {Map<string, string>}
 */
function numberLabels(values) {
  const plain = new Map(values.map((value) => [value, value]));
  if (values.length < 2) return plain;
  const numbered = values.filter((value) => /\d/.test(value));
  if (numbered.length < 2) return plain;
  const prefix = commonPrefix(numbered).replace(/\d+$/, '');
  const suffix = commonSuffix(numbered.map((value) => value.slice(prefix.length))).replace(/^\d+/, '');
  if (prefix.length + suffix.length < 3) return plain;
  for (const value of numbered) {
    const middle = value.slice(prefix.length, value.length - suffix.length);
    if (!/^\d+$/.test(middle)) return plain;
    plain.set(value, middle.replace(/^0+(?=\d)/, ''));
  }
  for (const value of values) {
    if (plain.get(value) === value) plain.set(value, /^\d/.test(value) ? value : shorten(value, 24));
  }
  return new Set(plain.values()).size === values.length ? plain : new Map(values.map((value) => [value, value]));
}

/** @param {string[]} values */
function commonPrefix(values) {
  let end = values[0].length;
  for (const value of values) {
    let index = 0;
    while (index < end && value[index] === values[0][index]) index += 1;
    end = index;
  }
  return values[0].slice(0, end);
}

/** @param {string[]} values */
function commonSuffix(values) {
  return reversed(commonPrefix(values.map(reversed)));
}

/** @param {string} text */
function reversed(text) {
  return [...text].reverse().join('');
}

/**
 * A bare number says little without its dimension; a word stands for itself.
 * @param {Dimension|undefined} dimension
 * @param {string} value
 */
export function spoken(dimension, value) {
  if (!dimension || dimension.type === 'text') return shorten(value, 120);
  return `${dimension.name} ${value}`;
}

/**
 * The label of a cell, such as "cfg 3, forest, step 1000".
 * @param {Dimension[]} dimensions
 * @param {[string|null|undefined, string|null|undefined][]} parts dimension names and values
 */
export function cellLabel(dimensions, parts) {
  const words = [];
  for (const [name, value] of parts) {
    if (name == null || value == null) continue;
    words.push(
      spoken(
        dimensions.find((dimension) => dimension.name === name),
        value,
      ),
    );
  }
  return words.join(', ') || 'All samples';
}
