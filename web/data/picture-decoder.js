// @ts-check
import { pictureBytes } from './picture-source.js';

/** @typedef {import('../model/types.js').Size} Size */

/**
 * What to decode: the whole picture at a width, or a square part of the unit square.
 * @typedef {object} PictureWish
 * @property {string} key the group, a zero character, and what distinguishes this picture of it
 * @property {string} group the image and its version
 * @property {{path: string, version: string}} image
 * @property {number} width device pixels of the whole cell
 * @property {number} height
 * @property {{u: number, v: number, size: number, level: number}|null} part
 */

/**
 * @typedef {object} Picture
 * @property {ImageBitmap} bitmap
 * @property {Size} natural the file's own size, or the thumbnail's where only that was read
 * @property {{u: number, v: number, width: number, height: number}} covers in fractions of the image
 */

/**
 * @param {PictureWish} wish
 * @param {AbortSignal} signal
 * @returns {Promise<Picture>}
 */
export async function decode(wish, signal) {
  const whole = !wish.part;
  const bytes = await pictureBytes(wish.image, whole ? Math.max(wish.width, wish.height) : null, signal);
  signal.throwIfAborted();
  const full = await bitmapOf(bytes);
  const natural = { width: full.width, height: full.height };
  try {
    return whole ? await fitted(full, natural, wish) : await cut(full, natural, wish);
  } finally {
    full.close();
  }
}

/** @param {Blob} bytes */
async function bitmapOf(bytes) {
  try {
    return await createImageBitmap(bytes);
  } catch {
    throw new UndecodableError();
  }
}

export class UndecodableError extends Error {
  constructor() {
    super('This file is damaged: it does not decode as a picture.');
  }
}

/**
 * Scaled to what the cell shows, so that painting copies pixels and memory holds no more than that.
 * @param {ImageBitmap} full
 * @param {Size} natural
 * @param {PictureWish} wish
 * @returns {Promise<Picture>}
 */
async function fitted(full, natural, { width, height }) {
  const factor = Math.min(1, Math.min(width / natural.width, height / natural.height));
  const bitmap = await createImageBitmap(full, {
    resizeWidth: Math.max(1, Math.round(natural.width * factor)),
    resizeHeight: Math.max(1, Math.round(natural.height * factor)),
    resizeQuality: 'high',
  });
  return { bitmap, natural, covers: { u: 0, v: 0, width: 1, height: 1 } };
}

/**
 * The part at the picture's own pixels, or fewer where the screen cannot show them.
 * @param {ImageBitmap} full
 * @param {Size} natural
 * @param {PictureWish} wish
 * @returns {Promise<Picture>}
 */
async function cut(full, natural, { width, height, part }) {
  if (!part) throw new Error('a part is cut only where one was wished for');
  const left = Math.floor(part.u * natural.width);
  const top = Math.floor(part.v * natural.height);
  const wide = Math.min(natural.width - left, Math.max(1, Math.ceil(part.size * natural.width)));
  const high = Math.min(natural.height - top, Math.max(1, Math.ceil(part.size * natural.height)));
  const fit = Math.min(width / natural.width, height / natural.height);
  const factor = Math.min(1, fit * 2 ** (part.level + 1));
  const bitmap = await createImageBitmap(full, left, top, wide, high, {
    resizeWidth: Math.max(1, Math.round(wide * factor)),
    resizeHeight: Math.max(1, Math.round(high * factor)),
    resizeQuality: 'high',
  });
  return {
    bitmap,
    natural,
    covers: {
      u: left / natural.width,
      v: top / natural.height,
      width: wide / natural.width,
      height: high / natural.height,
    },
  };
}

/** @param {Picture} picture */
export const bytesOf = (picture) => picture.bitmap.width * picture.bitmap.height * 4;
