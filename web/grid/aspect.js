// @ts-check
import { pictureBytes } from '../data/picture-source.js';

/** @typedef {import('../model/types.js').Grid} Grid */

/** @type {Map<string, number>} */
const known = new Map();
/** Waiting longer for a picture's shape would be worse than laying out squares. */
const PATIENCE = 1500;

/**
 * The shape of a run's pictures, read from one of them before anything is laid out: a grid that
 * changes its cells' shape while one looks at it would jump.
 * @param {string} run
 * @param {Grid} grid
 */
export async function probeAspect(run, grid) {
  const before = known.get(run);
  if (before) return before;
  const image = [...grid.tiles.values()].flatMap((tile) => tile.images.slice(0, 1))[0];
  if (!image) return 1;
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const bitmap = await createImageBitmap(await pictureBytes(image, 256, abort.signal));
    const aspect = Math.min(3, Math.max(1 / 3, bitmap.width / bitmap.height));
    bitmap.close();
    known.set(run, aspect);
    return aspect;
  } catch {
    // A broken first picture decides nothing; its cell will say what is wrong with it.
    return 1;
  } finally {
    clearTimeout(patience);
  }
}
