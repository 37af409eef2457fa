// @ts-check
import { GAP, cellSize, extent, scrollMap, visible } from '../model/layout.js';
import { columnsOf, rowsOf } from '../model/tiles.js';
import { shortLabels, shorten } from '../model/labels.js';

/** @typedef {import('../model/types.js').Grid} Grid */
/** @typedef {import('../model/types.js').Size} Size */

export const HEAD = 32;
const MARGIN = 12;
const measure = document.createElement('canvas').getContext('2d');

/**
 * All measures of the grid at one moment; everything that is placed reads them from here.
 * @typedef {ReturnType<typeof frameOf>} Frame
 */

/**
 * @param {Grid} grid
 * @param {Size} room the whole scroller
 * @param {number} aspect
 * @param {number|null} size
 * @param {string} font
 */
export function frameOf(grid, room, aspect, size, font) {
  const columns = columnsOf(grid);
  const rows = rowsOf(grid);
  const columnLabels = labelsOf(grid.x?.values ?? []);
  const rowLabels = labelsOf(grid.y?.values ?? []);
  const positionLabels = labelsOf(grid.slider?.values ?? []);
  const names = [grid.x, grid.y].flatMap((axis) => (axis ? [axis.dimension] : []));
  const side = grid.y ? sideWidth(rowLabels, names, room.width, font) : MARGIN;
  const head = grid.x ? HEAD : MARGIN;
  const inner = { width: room.width - side - MARGIN, height: room.height - head - MARGIN };
  const cell = cellSize({ columns: Math.max(1, columns), rows: Math.max(1, rows), room: inner, aspect, size });
  const pitchX = cell.width + GAP;
  const pitchY = cell.height + GAP;
  const width = extent(columns, pitchX);
  const height = extent(rows, pitchY);
  const across = scrollMap(width, inner.width);
  const down = scrollMap(height, inner.height);
  const indent = Math.max(0, Math.floor((inner.width - width) / 2));
  return {
    columns,
    rows,
    columnLabels,
    rowLabels,
    positionLabels,
    side,
    head,
    inner,
    cell,
    pitchX,
    pitchY,
    across,
    down,
    indent,
    margin: MARGIN,
  };
}

/** @param {string[]} values */
function labelsOf(values) {
  const labels = shortLabels(values);
  return values.map((value) => shorten(labels.get(value) ?? value, 160));
}

/** The corner's smaller letters, and the arrow before each name. */
const CORNER = { scale: 0.85, arrow: 16 };

/**
 * Wide enough for the longest short label and the names in the corner, and never more than a fifth of the room.
 * @param {string[]} labels
 * @param {string[]} names
 * @param {number} room
 * @param {string} font
 */
function sideWidth(labels, names, room, font) {
  let widest = 0;
  if (measure) {
    measure.font = font;
    for (const label of labels.slice(0, 300)) widest = Math.max(widest, measure.measureText(label.slice(0, 60)).width);
    for (const name of names) widest = Math.max(widest, measure.measureText(name).width * CORNER.scale + CORNER.arrow);
  }
  const most = Math.max(96, Math.min(208, room / 5));
  return Math.round(Math.min(most, Math.max(56, widest + 24)));
}

/**
 * @param {Frame} frame
 * @param {{left: number, top: number}} scroll
 */
export function windowOf(frame, scroll) {
  return {
    columns: visible(frame.across.toContent(scroll.left), frame.inner.width, frame.pitchX, frame.columns),
    rows: visible(frame.down.toContent(scroll.top), frame.inner.height + frame.margin, frame.pitchY, frame.rows),
  };
}
