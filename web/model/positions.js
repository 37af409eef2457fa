// @ts-check

/**
 * @param {number} position
 * @param {number} count
 */
export const clamped = (position, count) => Math.max(0, Math.min(count - 1, position));

/**
 * @param {number} position
 * @param {number} change
 * @param {number} count
 * @param {boolean} loop
 */
export function moved(position, change, count, loop) {
  if (count <= 0) return 0;
  const next = position + change;
  if (!loop) return clamped(next, count);
  return ((next % count) + count) % count;
}

/**
 * The slider's place: where its value is, else at the newest.
 * @param {string[]} values
 * @param {string|null} at
 */
export function positionOf(values, at) {
  const index = at === null ? -1 : values.indexOf(at);
  return index < 0 ? Math.max(0, values.length - 1) : index;
}

/**
 * Where a checkpoint stands on the slider, by its name, step or epoch; −1 where it does not.
 * @param {string[]} values
 * @param {{name: string, step: number|null, epoch: number|null}} checkpoint
 */
export function placeOf(values, { name, step, epoch }) {
  const found = [name, String(step), String(epoch)].find((value) => values.includes(value));
  return found === undefined ? -1 : values.indexOf(found);
}

/**
 * A cell's own place: the master's, shifted, and held at the ends.
 * @param {number} position
 * @param {number|undefined} offset
 * @param {number} count
 */
export const cellPosition = (position, offset, count) => clamped(position + (offset ?? 0), count);

/**
 * An offset belongs to a cell's values, so that it survives scrolling and new values.
 * @param {string|null|undefined} x
 * @param {string|null|undefined} y
 */
export const cellKey = (x, y) => `${x ?? ''}\u0000${y ?? ''}`;

/**
 * @param {Record<string, number>} offsets
 * @param {string} key
 * @param {number} offset
 */
export function withOffset(offsets, key, offset) {
  const next = { ...offsets };
  if (offset === 0) delete next[key];
  else next[key] = offset;
  return next;
}

/**
 * The order in which positions are decoded: the present one, then nearest first, with the side
 * the user moves towards leading.
 * @param {number} position
 * @param {number} count
 * @param {1|-1} direction
 * @param {number} most
 */
export function ring(position, count, direction, most) {
  const order = [position];
  for (let distance = 1; distance < count && order.length < Math.min(most, count); distance += 1) {
    for (const next of [position + distance * direction, position - distance * direction]) {
      if (next >= 0 && next < count && order.length < most) order.push(next);
    }
  }
  return order;
}

/**
 * How many positions fit into a budget of bytes.
 * @param {number} budget
 * @param {number} cells
 * @param {number} bytesPerCell
 */
export const affordable = (budget, cells, bytesPerCell) =>
  Math.max(1, Math.floor(budget / Math.max(1, cells * bytesPerCell)));
