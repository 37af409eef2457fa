// @ts-check
/** @typedef {import('./grid-window.js').GridWindow} GridWindow */

/**
 * The edge of a header sizes all cells.
 * @param {GridWindow} window
 * @param {import('./gestures.js').GestureHost} host
 * @param {AbortSignal} signal
 */
export function watchDivider(window, host, signal) {
  window.element.addEventListener(
    'pointerdown',
    (event) => {
      const target = /** @type {Element} */ (event.target);
      const header = target.closest('.header-handle') ? window.headerOf(target) : null;
      const frame = host.frame();
      if (!header || !frame) return;
      event.preventDefault();
      const { cell } = frame;
      const across = header.kind === 'x';
      const start = across ? event.clientX : event.clientY;
      const ratio = across ? 1 : cell.width / cell.height;
      target.setPointerCapture(event.pointerId);
      const done = new AbortController();
      signal.addEventListener('abort', () => done.abort(), { signal: done.signal });
      const until = { signal: done.signal };
      window.element.addEventListener(
        'pointermove',
        (/** @type {PointerEvent} */ move) => {
          const now = across ? move.clientX : move.clientY;
          // The divider of the first column moves one cell's width; a later one shares among those before it.
          host.wish('resize-cells', { width: cell.width + ((now - start) * ratio) / (header.view.index + 1) });
        },
        until,
      );
      for (const type of ['pointerup', 'pointercancel'])
        window.element.addEventListener(type, () => done.abort(), until);
    },
    { signal },
  );
}
