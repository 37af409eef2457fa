// @ts-check
/** @typedef {import('./types.js').Grid} Grid */
/** @typedef {import('./types.js').GridImage} GridImage */

/** Positions asked for at once: a fifth of the server's limit keeps an answer below two megabytes. */
const TILE_POSITIONS = 20_000;

/**
 * @param {number} columns
 * @param {number} positions
 */
export function tileShape(columns, positions) {
  const cells = Math.max(1, Math.floor(TILE_POSITIONS / Math.max(1, positions)));
  const tileColumns = Math.max(1, Math.min(columns, Math.max(64, Math.ceil(Math.sqrt(cells))), cells));
  return { tileColumns, tileRows: Math.max(1, Math.min(500, Math.floor(cells / tileColumns))) };
}

/** @typedef {{columns: {from: number, to: number}, rows: {from: number, to: number}}} Window */

/**
 * @param {Window} window
 * @param {{tileColumns: number, tileRows: number}} shape
 * @returns {{key: string, column: number, row: number}[]} the tiles that cover a window
 */
export function tilesFor(window, { tileColumns, tileRows }) {
  const tiles = [];
  const lastColumn = Math.max(window.columns.from, window.columns.to - 1);
  const lastRow = Math.max(window.rows.from, window.rows.to - 1);
  for (let row = Math.floor(window.rows.from / tileRows); row * tileRows <= lastRow; row += 1) {
    for (let column = Math.floor(window.columns.from / tileColumns); column * tileColumns <= lastColumn; column += 1) {
      tiles.push({ key: `${column},${row}`, column: column * tileColumns, row: row * tileRows });
    }
  }
  return tiles;
}

/** @param {Grid|null} grid */
export const columnsOf = (grid) => (grid ? (grid.x?.values.length ?? 1) : 0);
/** @param {Grid|null} grid */
export const rowsOf = (grid) => (grid ? (grid.y?.values.length ?? 1) : 0);
/** @param {Grid|null} grid */
export const positionsOf = (grid) => (grid ? (grid.slider?.values.length ?? 1) : 0);

/**
 * @param {Grid} grid
 * @param {number} column
 * @param {number} row
 * @param {number} position
 * @returns {GridImage|null|undefined} null: there is none; undefined: not read yet
 */
export function imageAt(grid, column, row, position) {
  const tileColumn = Math.floor(column / grid.tileColumns);
  const tileRow = Math.floor(row / grid.tileRows);
  const tile = grid.tiles.get(`${tileColumn},${tileRow}`);
  if (!tile) return undefined;
  const cell = tile.cells[row - tile.window.y_from]?.[column - tile.window.x_from];
  if (!cell) return undefined;
  const index = cell[position];
  return index == null ? null : tile.images[index];
}
