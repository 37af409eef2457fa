// @ts-check
import { cellKey, moved, placeOf, positionOf, withOffset, cellPosition, clamped } from '../model/positions.js';
import { FIT, isFit, panned, zoomStep } from '../model/zoom.js';
import { LARGEST_CELL, SMALLEST_CELL } from '../model/layout.js';
import { cellAt } from '../grid/cell-content.js';

/** @typedef {import('../actions.js').Page} Page */

/** @param {Page} page */
function sliderOf({ store }) {
  const values = store.state.grid?.slider?.values ?? [];
  return { values, position: positionOf(values, store.state.at) };
}

/** The slider, the cells' own places, zoom and size. */
export const viewActions = {
  /**
   * @param {Page} page
   * @param {number} change
   */
  slide(page, change) {
    const { values, position } = sliderOf(page);
    const next = moved(position, change, values.length, page.store.state.loop);
    if (values.length > 0)
      page.store.set({ at: values[next], follow: page.store.state.follow && next === values.length - 1 });
  },

  /**
   * @param {Page} page
   * @param {number} index negative counts from the end
   */
  'slide-to'(page, index) {
    const { values } = sliderOf(page);
    if (values.length === 0) return;
    const next = clamped(index < 0 ? values.length + index : index, values.length);
    page.store.set({ at: values[next], follow: page.store.state.follow && next === values.length - 1 });
  },

  /** @param {Page} page */
  play: ({ store }) => store.set({ playing: !store.state.playing }),
  /** @param {Page} page */
  loop: ({ store }) => store.set({ loop: !store.state.loop }),
  /**
   * @param {Page} page
   * @param {number} interval
   */
  interval: ({ store }, interval) => store.set({ interval: Math.min(3, Math.max(0.1, interval)) }),

  /** @param {Page} page */
  follow(page) {
    const follow = !page.store.state.follow;
    const { values } = sliderOf(page);
    page.store.set({
      follow,
      ...(follow && values.length > 0 ? { at: values[values.length - 1], playing: false } : {}),
    });
  },

  /**
   * @param {Page} page
   * @param {import('../model/types.js').Checkpoint} checkpoint
   */
  'show-checkpoint'(page, checkpoint) {
    const { values } = sliderOf(page);
    const place = placeOf(values, checkpoint);
    if (place < 0) page.toast('This checkpoint is not on the slider at present.');
    else page.store.set({ at: values[place], follow: false });
  },

  /** @param {Page} page */
  rejoin: ({ store }) => store.set({ offsets: {} }),

  /**
   * @param {Page} page
   * @param {number} change
   */
  offset(page, change) {
    const cell = page.grid.focused;
    if (!cell) return;
    const { values, position } = sliderOf(page);
    const key = cellKey(cell.x, cell.y);
    const own = cellPosition(position, page.store.state.offsets[key], values.length);
    const next = clamped(own + change, values.length);
    page.store.set({ offsets: withOffset(page.store.state.offsets, key, next - position) });
  },

  /**
   * @param {Page} page
   * @param {{column: number, row: number, position: number}} detail
   */
  'cell-position'(page, { column, row, position }) {
    const { state } = page.store;
    if (!state.grid) return;
    const master = sliderOf(page).position;
    const { x, y } = cellAt(state, state.grid, master, column, row);
    page.store.set({ offsets: withOffset(state.offsets, cellKey(x, y), position - master) });
  },

  /**
   * @param {Page} page
   * @param {import('../model/types.js').View} view
   */
  view: ({ store }, view) => store.set({ view }),

  /**
   * @param {Page} page
   * @param {1|-1} direction
   */
  zoom: ({ store, grid }, direction) =>
    store.set({ view: zoomStep(store.state.view, direction, grid.naturalOf(null), grid.cellRoom) }),

  /** @param {Page} page */
  'zoom-fit': ({ store }) => store.set({ view: FIT }),

  /**
   * @param {Page} page
   * @param {[number, number]} direction
   */
  pan({ store, grid }, [x, y]) {
    if (isFit(store.state.view)) return;
    const room = grid.cellRoom;
    store.set({
      view: panned(store.state.view, (x * room.width) / 6, (y * room.height) / 6, grid.naturalOf(null), room),
    });
  },

  /**
   * @param {Page} page
   * @param {1|-1} direction
   */
  size: ({ store, grid }, direction) =>
    store.set({ cellSize: bounded(grid.cellRoom.width * (direction > 0 ? 1.15 : 1 / 1.15)) }),
  /**
   * @param {Page} page
   * @param {{width: number}} detail
   */
  'resize-cells': ({ store }, { width }) => store.set({ cellSize: bounded(width) }),
  /** @param {Page} page */
  fit: ({ store }) => store.set({ cellSize: null }),

  /**
   * @param {Page} page
   * @param {{column: number, row: number}} place
   */
  'open-cell'({ store }, { column, row }) {
    const { grid } = store.state;
    if (!grid) return;
    store.set({
      open: { x: grid.x?.values[column] ?? null, y: grid.y?.values[row] ?? null, layer: 0 },
      playing: false,
    });
  },

  /** @param {Page} page */
  'close-image'({ store, grid }) {
    const { open } = store.state;
    store.set({ open: null });
    if (open) grid.focusCell(open);
  },

  /**
   * @param {Page} page
   * @param {number} change
   */
  'image-x': (page, change) => stepOpen(page, 'x', change),
  /**
   * @param {Page} page
   * @param {number} change
   */
  'image-y': (page, change) => stepOpen(page, 'y', change),
  /**
   * @param {Page} page
   * @param {number} layer
   */
  'image-layer'({ store }, layer) {
    if (store.state.open) store.set({ open: { ...store.state.open, layer } });
  },
  /**
   * @param {Page} page
   * @param {number} shownSize
   */
  'shown-size': ({ store }, shownSize) => store.set({ shownSize }),
  /**
   * @param {Page} page
   * @param {import('../model/tiles.js').Window} window
   */
  window: ({ gridLoader }, window) => gridLoader.show(window),
};

/**
 * @param {Page} page
 * @param {'x'|'y'} axis
 * @param {number} change
 */
function stepOpen({ store }, axis, change) {
  const { open, grid } = store.state;
  const values = grid?.[axis]?.values ?? [];
  if (!open || !grid || values.length === 0) return;
  const index = clamped(Math.max(0, values.indexOf(open[axis] ?? '')) + change, values.length);
  store.set({ open: { ...open, [axis]: values[index], layer: 0 } });
}

/** @param {number} width */
const bounded = (width) => Math.round(Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, width)));
