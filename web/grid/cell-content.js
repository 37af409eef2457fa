// @ts-check
import { cellLabel } from '../model/labels.js';
import { cellKey, cellPosition } from '../model/positions.js';
import { imageAt, positionsOf } from '../model/tiles.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Grid} Grid */

/**
 * What stands in a cell at the present slider position.
 * @param {State} state
 * @param {Grid} grid
 * @param {number} position the master's
 * @param {number} column
 * @param {number} row
 */
export function cellAt(state, grid, position, column, row) {
  const x = grid.x?.values[column] ?? null;
  const y = grid.y?.values[row] ?? null;
  const offset = state.offsets[cellKey(x, y)] ?? 0;
  const count = positionsOf(grid);
  const own = cellPosition(position, offset, count);
  return {
    x,
    y,
    offset,
    position: own,
    count,
    image: imageAt(grid, column, row, own),
    value: grid.slider?.values[own] ?? null,
  };
}

/**
 * @param {State} state
 * @param {Grid} grid
 * @param {{x: string|null, y: string|null, value: string|null}} cell
 */
export const labelOf = (state, grid, { x, y, value }) =>
  cellLabel(state.run?.dimensions ?? [], [
    [grid.x?.dimension, x],
    [grid.y?.dimension, y],
    [grid.slider?.dimension, value],
  ]);
