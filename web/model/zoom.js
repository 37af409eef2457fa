// @ts-check
/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Size} Size */
/** @typedef {import('./types.js').Box} Box */

/** @type {View} */
export const FIT = Object.freeze({ scale: 1, cx: 0.5, cy: 0.5 });
export const LARGEST_SCALE = 64;
const STEP = 1.35;

/** @param {View} view */
export const isFit = (view) => view.scale <= 1.0001;

/**
 * @param {Size} image
 * @param {Size} cell
 */
export const fitFactor = (image, cell) => Math.min(cell.width / image.width, cell.height / image.height);

/**
 * Where the whole image lies, in cell coordinates: centred where it is smaller than the cell, and
 * never showing emptiness beyond an edge where it is larger.
 * @param {Size} image
 * @param {Size} cell
 * @param {View} view
 * @returns {Box}
 */
export function placement(image, cell, view) {
  const factor = fitFactor(image, cell) * view.scale;
  const width = image.width * factor;
  const height = image.height * factor;
  return {
    left: along(width, cell.width, view.cx),
    top: along(height, cell.height, view.cy),
    width,
    height,
  };
}

/**
 * @param {number} length
 * @param {number} room
 * @param {number} centre
 */
function along(length, room, centre) {
  if (length <= room) return (room - length) / 2;
  return Math.min(0, Math.max(room - length, room / 2 - centre * length));
}

/**
 * Keeps the centre where some image is, so that panning back answers at once.
 * @param {View} view
 * @param {Size} image
 * @param {Size} cell
 * @returns {View}
 */
export function settled(view, image, cell) {
  const scale = Math.min(LARGEST_SCALE, Math.max(1, view.scale));
  if (scale <= 1.0001) return FIT;
  const box = placement(image, cell, { ...view, scale });
  const centre = (/** @type {number} */ start, /** @type {number} */ length, /** @type {number} */ room) =>
    length <= room ? 0.5 : (room / 2 - start) / length;
  return {
    scale,
    cx: centre(box.left, box.width, cell.width),
    cy: centre(box.top, box.height, cell.height),
  };
}

/**
 * Scales while the point under the pointer stays where it is.
 * @param {View} view
 * @param {number} factor
 * @param {{x: number, y: number}} point in cell coordinates
 * @param {Size} image
 * @param {Size} cell
 */
export function zoomedAt(view, factor, point, image, cell) {
  const scale = Math.min(LARGEST_SCALE, Math.max(1, view.scale * factor));
  const before = placement(image, cell, view);
  const u = Math.min(1, Math.max(0, (point.x - before.left) / before.width));
  const v = Math.min(1, Math.max(0, (point.y - before.top) / before.height));
  const width = (before.width * scale) / view.scale;
  const height = (before.height * scale) / view.scale;
  return settled(
    {
      scale,
      cx: u + (cell.width / 2 - point.x) / width,
      cy: v + (cell.height / 2 - point.y) / height,
    },
    image,
    cell,
  );
}

/**
 * @param {View} view
 * @param {number} dx pixels that the image moves
 * @param {number} dy
 * @param {Size} image
 * @param {Size} cell
 */
export function panned(view, dx, dy, image, cell) {
  const box = placement(image, cell, view);
  return settled({ ...view, cx: view.cx - dx / box.width, cy: view.cy - dy / box.height }, image, cell);
}

/**
 * Fit, or one image pixel on one device pixel (at least twice the fit) at the point.
 * @param {View} view
 * @param {{x: number, y: number}} point
 * @param {Size} image its natural size
 * @param {Size} cell
 * @param {number} density device pixels to a CSS pixel
 */
export function toggledAt(view, point, image, cell, density) {
  if (!isFit(view)) return FIT;
  const native = 1 / (fitFactor(image, cell) * density);
  return zoomedAt(view, Math.max(2, native), point, image, cell);
}

/**
 * @param {View} view
 * @param {1|-1} direction
 * @param {Size} image
 * @param {Size} cell
 */
export function zoomStep(view, direction, image, cell) {
  const middle = { x: cell.width / 2, y: cell.height / 2 };
  return zoomedAt(view, direction > 0 ? STEP : 1 / STEP, middle, image, cell);
}

/** A wheel's delta as a factor; lines and pages are brought to pixels first.
 * @param {{deltaY: number, deltaMode: number}} event
 */
export function wheelFactor(event) {
  const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1);
  return Math.exp(-Math.max(-240, Math.min(240, pixels)) / 400);
}

/**
 * The part of the image that is decoded for a zoomed view: a square of the unit square, on a
 * lattice and twice as wide as what shows, so that small pans need no new decoding.
 * @param {View} view
 * @returns {{u: number, v: number, size: number, level: number}|null} null: the fit picture serves
 */
export function region(view) {
  if (isFit(view)) return null;
  const level = Math.floor(Math.log2(view.scale) + 1e-9);
  const size = Math.min(1, 2 / 2 ** level);
  const lattice = size / 4;
  const start = (/** @type {number} */ centre) => {
    const snapped = Math.round(centre / lattice) * lattice;
    return Math.min(1 - size, Math.max(0, snapped - size / 2));
  };
  return { u: start(view.cx), v: start(view.cy), size, level };
}
