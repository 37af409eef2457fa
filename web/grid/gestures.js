// @ts-check
import { isFit, panned, toggledAt, wheelFactor, zoomedAt } from '../model/zoom.js';
import { watchDivider } from './divider.js';
import { watchTouches } from './touches.js';

/** @typedef {import('./grid-window.js').GridWindow} GridWindow */
/** @typedef {import('./cell-view.js').CellView} CellView */
/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Size} Size */

/**
 * @typedef {object} GestureHost
 * @property {() => import('./grid-frame.js').Frame|null} frame
 * @property {() => State} state
 * @property {(cell: CellView|null) => Size} natural
 * @property {(name: string, detail?: unknown) => void} wish
 */

/** Clicks this close together are one double click; a single one waits that long. */
const DOUBLE = 240;

/**
 * Mouse, wheel and touch over the grid, told upward as wishes.
 * @param {GridWindow} window
 * @param {GestureHost} host
 * @param {AbortSignal} signal
 */
export function watchGestures(window, host, signal) {
  watchWheel(window, host, signal);
  const dragged = watchDrag(window, host, signal);
  watchClicks(window, host, dragged, signal);
  watchTouches(window, host, signal);
  watchDivider(window, host, signal);
  window.element.addEventListener(
    'input',
    ({ target }) => {
      const cell = window.cellOf(/** @type {Element} */ (target));
      if (cell && target instanceof HTMLInputElement) {
        host.wish('cell-position', { column: cell.column, row: cell.row, position: Number(target.value) });
      }
    },
    { signal },
  );
}

/**
 * @param {CellView} cell
 * @param {{clientX: number, clientY: number}} event
 */
export function pointIn(cell, event) {
  const { left, top } = cell.element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

/**
 * The wheel looks closer where there is nothing to scroll, or once one looks closely; with Ctrl it
 * sizes the cells. A trackpad's pinch arrives as a wheel with Ctrl that nobody holds.
 * @param {GridWindow} window
 * @param {GestureHost} host
 * @param {AbortSignal} signal
 */
function watchWheel(window, host, signal) {
  let control = false;
  const note = (/** @type {KeyboardEvent} */ event) => {
    control = event.ctrlKey || event.metaKey;
  };
  addEventListener('keydown', note, { signal });
  addEventListener('keyup', note, { signal });
  window.element.addEventListener(
    'wheel',
    (event) => {
      const cell = window.cellOf(/** @type {Element} */ (event.target));
      const frame = host.frame();
      if (!frame) return;
      if (event.ctrlKey && control) {
        event.preventDefault();
        host.wish('resize-cells', { width: frame.cell.width * wheelFactor(event) });
        return;
      }
      const { view } = host.state();
      const { scrollHeight, clientHeight } = window.element;
      const zooms =
        event.ctrlKey ||
        event.altKey ||
        !isFit(view) ||
        (scrollHeight <= clientHeight + 1 && !event.shiftKey && event.deltaX === 0);
      if (!cell || !zooms) return;
      event.preventDefault();
      const factor = event.ctrlKey ? Math.exp(-event.deltaY / 100) : wheelFactor(event);
      host.wish('view', zoomedAt(view, factor, pointIn(cell, event), host.natural(cell), frame.cell));
    },
    { passive: false, signal },
  );
}

/**
 * Drags every cell's picture along. The answer tells whether the last press became a drag.
 * @param {GridWindow} window
 * @param {GestureHost} host
 * @param {AbortSignal} signal
 */
function watchDrag(window, host, signal) {
  /** @type {{cell: CellView, x: number, y: number, far: boolean}|null} */
  let drag = null;
  let moved = false;
  window.element.addEventListener(
    'pointerdown',
    (event) => {
      moved = false;
      const cell = window.cellOf(/** @type {Element} */ (event.target));
      if (!cell || event.pointerType === 'touch' || event.button > 1 || event.target instanceof HTMLInputElement)
        return;
      drag = { cell, x: event.clientX, y: event.clientY, far: false };
    },
    { signal },
  );
  document.addEventListener(
    'pointermove',
    (event) => {
      const frame = host.frame();
      const { view } = host.state();
      if (!drag || !frame || isFit(view)) return;
      if (!drag.far && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 4) return;
      drag.far = true;
      moved = true;
      host.wish(
        'view',
        panned(view, event.clientX - drag.x, event.clientY - drag.y, host.natural(drag.cell), frame.cell),
      );
      drag = { ...drag, x: event.clientX, y: event.clientY };
    },
    { signal },
  );
  for (const type of ['pointerup', 'pointercancel']) document.addEventListener(type, () => (drag = null), { signal });
  return () => moved;
}

/**
 * @param {GridWindow} window
 * @param {GestureHost} host
 * @param {() => boolean} dragged
 * @param {AbortSignal} signal
 */
function watchClicks(window, host, dragged, signal) {
  let waiting = 0;
  /** @type {CellView|null} */
  let last = null;
  const { element } = window;
  const open = (/** @type {CellView} */ cell) => host.wish('open-cell', { column: cell.column, row: cell.row });
  element.addEventListener(
    'click',
    (event) => {
      const target = /** @type {Element} */ (event.target);
      const header = window.headerOf(target);
      if (header && !target.closest('.header-handle'))
        host.wish('solo-header', { kind: header.kind, index: header.view.index });
      const cell = window.cellOf(target);
      if (!cell || dragged() || target instanceof HTMLInputElement) return;
      const again = waiting !== 0 && last === cell;
      clearTimeout(waiting);
      waiting = 0;
      last = cell;
      const frame = host.frame();
      if (again && frame) {
        host.wish(
          'view',
          toggledAt(host.state().view, pointIn(cell, event), host.natural(cell), frame.cell, devicePixelRatio),
        );
        return;
      }
      waiting = setTimeout(() => {
        waiting = 0;
        open(cell);
      }, DOUBLE);
    },
    { signal },
  );
  element.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter') return;
      const target = /** @type {Element} */ (event.target);
      const cell = window.cellOf(target);
      const header = window.headerOf(target);
      if (cell) open(cell);
      else if (header) host.wish('solo-header', { kind: header.kind, index: header.view.index });
      else return;
      event.preventDefault();
    },
    { signal },
  );
}
