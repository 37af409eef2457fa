// @ts-check
import { PictureStore } from '../data/picture-store.js';
import { affordable, ring } from '../model/positions.js';
import { isFit, region } from '../model/zoom.js';

/** @typedef {import('../model/types.js').View} View */
/** @typedef {import('../model/types.js').Size} Size */
/** @typedef {import('../model/types.js').GridImage} GridImage */
/** @typedef {import('../data/picture-decoder.js').PictureWish} PictureWish */

const MEBIBYTE = 1024 * 1024;
/** Stated in the handbook: what decoded pictures may take; half of it on small devices. */
const memory = /** @type {{deviceMemory?: number}} */ (navigator).deviceMemory ?? 8;
export const BUDGET = (memory <= 2 ? 96 : 256) * MEBIBYTE;

/**
 * What the decoder is asked for.
 * @typedef {object} Sight
 * @property {Size} pixels of a cell, in device pixels
 * @property {View} view
 * @property {number} position
 * @property {number} positions
 * @property {1|-1} direction
 * @property {number} cells how many cells can be seen
 * @property {(position: number) => Iterable<GridImage>} imagesAt at a slider position, first the nearest to the eye
 */

/** Which pictures the grid holds and wants: the visible cells first, then the positions beside. */
export class GridPictures {
  /** @param {(group: string) => void} ready */
  constructor(ready) {
    this.store = new PictureStore(BUDGET, ready);
  }

  /** @param {Sight} sight */
  want(sight) {
    const part = region(sight.view);
    const each = bytesPerCell(sight, part);
    const most = affordable(this.store.budget, sight.cells, each);
    /** @type {PictureWish[]} */
    const wishes = [];
    for (const position of ring(sight.position, sight.positions, sight.direction, most)) {
      const images = [...sight.imagesAt(position)];
      for (const image of images) wishes.push(wishFor(image, sight.pixels, null));
      if (part) for (const image of images) wishes.push(wishFor(image, sight.pixels, part));
    }
    this.store.want(wishes);
  }

  /**
   * The best that is there to show of an image.
   * @param {GridImage} image
   * @param {Size} pixels
   * @param {View} view
   */
  find(image, pixels, view) {
    const whole = wishFor(image, pixels, null);
    const entry = this.store.peek(whole.key);
    if (entry?.state === 'broken') return { broken: entry.reason };
    const base = entry?.state === 'ready' ? entry.picture : this.store.other(whole.group);
    if (!base) return null;
    if (isFit(view)) return { base, detail: null };
    const detail = this.store.peek(wishFor(image, pixels, region(view)).key);
    return { base, detail: detail?.state === 'ready' ? detail.picture : null };
  }
}

/**
 * @param {Sight} sight
 * @param {ReturnType<typeof region>} part
 */
function bytesPerCell({ pixels }, part) {
  const whole = pixels.width * pixels.height * 4;
  if (!part) return whole;
  // A part is cut at up to four times the cell's length, and the whole picture lies beneath it.
  return whole * (1 + Math.min(16, (part.size * 2 ** (part.level + 1)) ** 2));
}

/** @param {GridImage} image */
export const groupOf = (image) => `${image.path}\u0000${image.version}`;

/**
 * @param {GridImage} image
 * @param {Size} pixels
 * @param {ReturnType<typeof region>} part
 * @returns {PictureWish}
 */
export function wishFor(image, { width, height }, part) {
  const group = groupOf(image);
  const cut = part ? `@${part.level}:${part.u},${part.v}` : '';
  return { key: `${group}\u0000${width}x${height}${cut}`, group, image, width, height, part };
}
