// @ts-check
/** @typedef {import('./grid-window.js').GridWindow} GridWindow */
/** @typedef {{column: number, row: number}} Place */

/** What the page gives to the slider while nobody walks the grid by keys. */
const SLIDES = ['ArrowLeft', 'ArrowRight', 'Home', 'End'];

/**
 * One tab stop for the whole grid, and arrows within it. Nodes are recycled, so what has the focus
 * is remembered as a place; −1 stands for a header.
 */
export class GridFocus {
  /** @type {Place} */
  place = { column: 0, row: 0 };
  /** Whether the focus came by keys. Where a press of the mouse left it, left and right still move the slider. */
  walked = true;
  #pressing = false;
  #away = false;
  /** @type {Element|null} */
  #stop = null;

  /**
   * @param {GridWindow} window
   * @param {(place: Place) => void} reveal
   */
  constructor(window, reveal) {
    this.window = window;
    this.reveal = reveal;
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { element } = this.window;
    element.addEventListener('keydown', (event) => this.#key(event), { signal });
    element.addEventListener('mousedown', () => this.#pressed(), { capture: true, signal });
    element.addEventListener('focusin', (event) => this.#entered(/** @type {Element} */ (event.target)), { signal });
  }

  /**
   * A node is about to show something else; the focus must not travel with it.
   * @param {HTMLElement} element
   */
  left(element) {
    if (!element.contains(document.activeElement)) return;
    this.#away = true;
    this.window.element.focus({ preventScroll: true });
  }

  /** Gives the tab stop, and a focus that scrolled away and came back, to the right node. */
  restore() {
    const { element } = this.window;
    const node =
      this.window.elementAt(this.place.column, this.place.row) ??
      this.window.elementAt(0, 0) ??
      element.querySelector('.cell');
    if (this.#stop !== node) {
      this.#stop?.setAttribute('tabindex', '-1');
      node?.setAttribute('tabindex', '0');
      this.#stop = node;
    }
    const wanted = this.window.elementAt(this.place.column, this.place.row);
    if (this.#away && wanted && document.activeElement === element) {
      this.#away = false;
      wanted.focus({ preventScroll: true });
    }
  }

  /** @param {Place} place */
  go(place) {
    this.place = place;
    this.reveal(place);
    this.restore();
    this.window.elementAt(place.column, place.row)?.focus({ preventScroll: true });
  }

  /** The focus that a press brings comes at once after it. */
  #pressed() {
    this.walked = false;
    this.#pressing = true;
    setTimeout(() => (this.#pressing = false));
  }

  /** @param {Element} target */
  #entered(target) {
    const cell = this.window.cellOf(target);
    const header = cell ? null : this.window.headerOf(target);
    if (cell) this.place = { column: cell.column, row: cell.row };
    else if (header)
      this.place =
        header.kind === 'x' ? { column: header.view.index, row: -1 } : { column: -1, row: header.view.index };
    else return;
    if (!this.#pressing) this.walked = true;
    this.#away = false;
    this.restore();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.shiftKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    if (!this.walked && !event.ctrlKey && SLIDES.includes(event.key)) return;
    const next = this.#next(event);
    if (!next) return;
    this.walked = true;
    event.preventDefault();
    event.stopPropagation();
    this.go(next);
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {Place|null}
   */
  #next({ key, ctrlKey }) {
    const { columns, rows, hasColumnHeaders, hasRowHeaders } = this.window.limits;
    const { column, row } = this.place;
    const left = hasRowHeaders && row >= 0 ? -1 : 0;
    const top = hasColumnHeaders && column >= 0 ? -1 : 0;
    const move = (/** @type {number} */ x, /** @type {number} */ y) => ({
      column: Math.max(left, Math.min(columns - 1, x)),
      row: Math.max(top, Math.min(rows - 1, y)),
    });
    switch (key) {
      case 'ArrowLeft':
        return ctrlKey ? null : move(column - 1, row);
      case 'ArrowRight':
        return ctrlKey ? null : move(column + 1, row);
      case 'ArrowUp':
        return ctrlKey ? null : move(column, row - 1);
      case 'ArrowDown':
        return ctrlKey ? null : move(column, row + 1);
      case 'Home':
        return move(0, ctrlKey ? 0 : row);
      case 'End':
        return move(columns - 1, ctrlKey ? rows - 1 : row);
      default:
        return null;
    }
  }
}
