// @ts-check
import { isFit, panned, zoomedAt } from '../model/zoom.js';
import { pointIn } from './gestures.js';

/** @typedef {import('./grid-window.js').GridWindow} GridWindow */
/** @typedef {import('./cell-view.js').CellView} CellView */

/** A finger that rests this long means the cell's own slider, which a mouse finds by hovering. */
const REST = 500;
/** A finger at rest still moves by so many pixels. */
const SHAKE = 10;

/**
 * @param {GridWindow} window
 * @param {AbortSignal} signal
 */
function watchRest(window, signal) {
  const { element } = window;
  let timer = 0;
  let from = { x: 0, y: 0, time: 0 };
  const end = () => clearTimeout(timer);
  element.addEventListener(
    'touchstart',
    (event) => {
      end();
      from = { ...spreadOf(event.touches), time: Number.POSITIVE_INFINITY };
      const cell = window.cellOf(/** @type {Element} */ (event.target));
      if (!cell || event.touches.length > 1 || event.target instanceof HTMLInputElement) return;
      from.time = event.timeStamp;
      timer = setTimeout(() => cell.wake(), REST);
    },
    { passive: true, signal },
  );
  element.addEventListener(
    'touchmove',
    (event) => {
      const { x, y } = spreadOf(event.touches);
      if (event.touches.length === 1 && Math.hypot(x - from.x, y - from.y) <= SHAKE) return;
      end();
      from.time = Number.POSITIVE_INFINITY;
    },
    { passive: true, signal },
  );
  element.addEventListener(
    'touchend',
    (event) => {
      end();
      // The press is over with the finger's lift: it is no tap besides. The fingers' own time counts, for a busy page
      // may hear late of a tap.
      if (event.timeStamp - from.time >= REST && event.cancelable) event.preventDefault();
    },
    { passive: false, signal },
  );
  element.addEventListener('touchcancel', end, { signal });
  element.addEventListener('contextmenu', (event) => from.time < Number.POSITIVE_INFINITY && event.preventDefault(), {
    signal,
  });
}

/**
 * Two fingers pinch; one pans once one looks closely, and scrolls the grid before.
 * @param {GridWindow} window
 * @param {import('./gestures.js').GestureHost} host
 * @param {AbortSignal} signal
 */
export function watchTouches(window, host, signal) {
  watchRest(window, signal);
  /** @type {{cell: CellView, x: number, y: number, spread: number}|null} */
  let held = null;
  const start = (/** @type {TouchEvent} */ event) => {
    const cell = window.cellOf(/** @type {Element} */ (event.target));
    held = cell && event.touches.length > 0 ? { cell, ...spreadOf(event.touches) } : null;
  };
  const move = (/** @type {TouchEvent} */ event) => {
    const frame = host.frame();
    const { view } = host.state();
    if (!held || !frame || event.target instanceof HTMLInputElement) return;
    if (event.touches.length === 1 && isFit(view)) return;
    event.preventDefault();
    const now = spreadOf(event.touches);
    const image = host.natural(held.cell);
    const moved = panned(view, now.x - held.x, now.y - held.y, image, frame.cell);
    const factor = held.spread > 0 && now.spread > 0 ? now.spread / held.spread : 1;
    const point = pointIn(held.cell, { clientX: now.x, clientY: now.y });
    host.wish('view', zoomedAt(isFit(view) ? view : moved, factor, point, image, frame.cell));
    held = { ...held, ...now };
  };
  const { element } = window;
  for (const type of /** @type {const} */ (['touchstart', 'touchend', 'touchcancel'])) {
    element.addEventListener(type, start, { passive: true, signal });
  }
  element.addEventListener('touchmove', move, { passive: false, signal });
}

/** @param {TouchList} touches */
function spreadOf(touches) {
  const [a, b] = [touches[0], touches[1] ?? touches[0]];
  return {
    x: (a.clientX + b.clientX) / 2,
    y: (a.clientY + b.clientY) / 2,
    spread: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
  };
}
