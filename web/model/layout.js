// @ts-check
/** @typedef {import('./types.js').Size} Size */

export const GAP = 8;
export const SMALLEST_CELL = 64;
export const LARGEST_CELL = 1024;
/** Below this a fitted picture tells nothing, so the grid scrolls instead; a phone is held nearer. */
const READABLE = 120;
const READABLE_NEAR = 72;
/** Browsers cap the height of what scrolls (about 2^24 CSS pixels at two device pixels each). */
export const LONGEST_SCROLL = 8_000_000;

/**
 * @param {{columns: number, rows: number, room: Size, aspect: number, size: number|null}} wish
 * @returns {Size} in whole pixels, so that canvases stay sharp
 */
export function cellSize({ columns, rows, room, aspect, size }) {
  const width = size ?? fitWidth(columns, rows, room, aspect);
  const bounded = Math.round(Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, width)));
  return { width: bounded, height: Math.max(16, Math.round(bounded / aspect)) };
}

/**
 * @param {number} columns
 * @param {number} rows
 * @param {Size} room
 * @param {number} aspect
 */
function fitWidth(columns, rows, room, aspect) {
  const byWidth = Math.floor((room.width - GAP * (columns - 1)) / columns);
  const byHeight = Math.floor(((room.height - GAP * (rows - 1)) / rows) * aspect);
  const whole = Math.min(byWidth, byHeight);
  const readable = Math.min(READABLE, Math.max(READABLE_NEAR, room.width / 4));
  if (whole >= readable) return whole;
  // All columns in sight matters more than all rows: rows scroll with the wheel.
  return Math.min(Math.max(byWidth, readable), Math.max(readable, room.height * aspect));
}

/**
 * @param {number} count
 * @param {number} pitch
 */
export const extent = (count, pitch) => Math.max(0, count * pitch - GAP);

/**
 * Which of `count` things of a pitch can be seen, with some beyond each edge.
 * @param {number} offset
 * @param {number} room
 * @param {number} pitch
 * @param {number} count
 * @param {number} [beyond]
 */
export function visible(offset, room, pitch, count, beyond = 1) {
  const from = Math.max(0, Math.min(count, Math.floor(offset / pitch) - beyond));
  const to = Math.max(from, Math.min(count, Math.ceil((offset + room) / pitch) + beyond));
  return { from, to };
}

/**
 * A scroll bar as long as browsers can bear, and the way from its position to the content's.
 * @param {number} content
 * @param {number} room
 */
export function scrollMap(content, room) {
  const length = Math.min(content, LONGEST_SCROLL);
  const ratio = content > length && length > room ? (content - room) / (length - room) : 1;
  return {
    length,
    toContent: (/** @type {number} */ position) => position * ratio,
    toScroll: (/** @type {number} */ position) => position / ratio,
  };
}

/**
 * How far to scroll so that a thing is in sight, or null when it is.
 * @param {number} start
 * @param {number} length
 * @param {number} offset
 * @param {number} room
 */
export function revealed(start, length, offset, room) {
  if (start < offset) return start;
  if (start + length > offset + room) return Math.max(0, Math.min(start, start + length - room));
  return null;
}
