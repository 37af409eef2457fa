// @ts-check
import { attribute, h } from '../lib/dom.js';
import { recycle } from '../lib/recycle.js';
import { CellView } from './cell-view.js';
import { HeaderView } from './header-view.js';
import { HEAD, windowOf } from './grid-frame.js';

/** @typedef {import('./grid-frame.js').Frame} Frame */
/** @typedef {{element: HTMLElement, header: HeaderView, cells: Map<number, CellView>, index: number}} RowView */

/** The nodes of the grid: as many as can be seen, recycled while it scrolls. */
export class GridWindow {
  #corner = h('div', { class: 'grid-corner', 'aria-hidden': 'true' });
  #head = h('div', { class: 'grid-head', role: 'row' }, this.#corner);
  #before = h('span', { hidden: true });
  #body = h('div', { class: 'grid-body', role: 'rowgroup' }, this.#before);
  element = h('div', { class: 'grid', role: 'grid', 'aria-label': 'Samples', tabIndex: -1 }, this.#head, this.#body);
  /** @type {Map<number, HeaderView>} */
  #columns = new Map();
  /** @type {Map<number, RowView>} */
  #rows = new Map();
  /** @type {Frame|null} */
  #frame = null;
  #shift = { x: 0, y: 0 };

  /** @param {{header(view: HeaderView, kind: 'x'|'y', index: number): void, left(element: HTMLElement): void}} host */
  constructor(host) {
    this.host = host;
  }

  get corner() {
    return this.#corner;
  }

  /** @param {Frame} frame */
  layOut(frame) {
    this.#frame = frame;
    const { style } = this.element;
    style.setProperty('--cell-width', `${frame.cell.width}px`);
    style.setProperty('--cell-height', `${frame.cell.height}px`);
    style.setProperty('--side', `${frame.side}px`);
    style.setProperty('--indent', `${frame.indent}px`);
    style.setProperty('--head', `${frame.head}px`);
    style.setProperty('--content', `${frame.side + Math.max(frame.across.length, 0) + frame.margin}px`);
    this.#body.style.height = `${frame.down.length + frame.margin}px`;
    this.#head.classList.toggle('is-empty', frame.head !== HEAD);
    attribute(this.element, 'aria-colcount', String(frame.columns + 1));
    attribute(this.element, 'aria-rowcount', String(frame.rows + 1));
    this.clear();
  }

  /** Forgets which view shows what; the nodes themselves are used again. */
  clear() {
    this.#place.clear();
  }

  /** @type {Set<unknown>} the views that stand where this frame wants them */
  #place = new Set();
  /** @type {Set<CellView>} the cells that were placed anew, and still show what they showed before */
  #fresh = new Set();

  /** Scrolling paints these alone. */
  takeFresh() {
    const fresh = this.#fresh;
    this.#fresh = new Set();
    return fresh;
  }

  /** Brings the nodes to where the scroller is. */
  scroll() {
    const frame = this.#frame;
    if (!frame) return null;
    const scroll = { left: this.element.scrollLeft, top: this.element.scrollTop };
    const window = windowOf(frame, scroll);
    const shift = {
      x: scroll.left - frame.across.toContent(scroll.left) + frame.side + frame.indent,
      y: scroll.top - frame.down.toContent(scroll.top),
    };
    if (shift.x !== this.#shift.x || shift.y !== this.#shift.y) this.clear();
    this.#shift = shift;
    this.#scrollColumns(window.columns);
    this.#scrollRows(window, frame);
    return window;
  }

  /** @param {{from: number, to: number}} range */
  #scrollColumns(range) {
    const shown = this.#frame && this.#frame.head === HEAD ? range : { from: 0, to: 0 };
    recycle({
      parent: this.#head,
      before: this.#corner,
      views: this.#columns,
      range: shown,
      make: () => new HeaderView('columnheader'),
      leave: (view) => this.#left(view, view.element),
    });
    for (const [index, view] of this.#columns) {
      if (this.#place.has(view)) continue;
      this.#place.add(view);
      view.element.style.transform = `translateX(${index * this.#pitch.x + this.#shift.x}px)`;
      attribute(view.element, 'aria-colindex', String(index + 2));
      this.host.header(view, 'x', index);
    }
  }

  get #pitch() {
    return { x: this.#frame?.pitchX ?? 0, y: this.#frame?.pitchY ?? 0 };
  }

  /**
   * @param {{columns: {from: number, to: number}, rows: {from: number, to: number}}} window
   * @param {Frame} frame
   */
  #scrollRows(window, frame) {
    recycle({
      parent: this.#body,
      before: this.#before,
      views: this.#rows,
      range: window.rows,
      make: makeRow,
      leave: (view) => this.#rowLeft(view),
    });
    for (const [index, row] of this.#rows) {
      if (!this.#place.has(row)) this.#placeRow(row, index, frame);
      this.#scrollCells(row, window.columns);
    }
  }

  /**
   * @param {RowView} row
   * @param {number} index
   * @param {Frame} frame
   */
  #placeRow(row, index, frame) {
    this.#place.add(row);
    row.index = index;
    row.element.style.transform = `translateY(${index * this.#pitch.y + this.#shift.y}px)`;
    attribute(row.element, 'aria-rowindex', String(index + 2));
    row.header.element.hidden = frame.side <= frame.margin;
    this.host.header(row.header, 'y', index);
    for (const cell of row.cells.values()) this.#place.delete(cell);
  }

  /**
   * @param {RowView} row
   * @param {{from: number, to: number}} range
   */
  #scrollCells(row, range) {
    recycle({
      parent: row.element,
      before: row.header.element,
      views: row.cells,
      range,
      make: () => new CellView(),
      leave: (view) => this.#left(view, view.element),
    });
    for (const [index, cell] of row.cells) {
      if (this.#place.has(cell)) continue;
      this.#place.add(cell);
      this.#fresh.add(cell);
      cell.column = index;
      cell.row = row.index;
      cell.element.style.transform = `translateX(${index * this.#pitch.x + this.#shift.x}px)`;
      attribute(cell.element, 'aria-colindex', String(index + 2));
    }
  }

  /** @param {RowView} row */
  #rowLeft(row) {
    this.#place.delete(row);
    this.host.left(row.element);
    for (const cell of row.cells.values()) this.#left(cell, cell.element);
  }

  /**
   * @param {unknown} view
   * @param {HTMLElement} element
   */
  #left(view, element) {
    this.#place.delete(view);
    if (view instanceof CellView) this.#fresh.delete(view);
    this.host.left(element);
  }

  get limits() {
    const frame = this.#frame;
    return {
      columns: frame?.columns ?? 0,
      rows: frame?.rows ?? 0,
      hasColumnHeaders: frame?.head === HEAD,
      hasRowHeaders: (frame?.side ?? 0) > (frame?.margin ?? 0),
    };
  }

  /** @returns {Iterable<CellView>} */
  *cells() {
    for (const row of this.#rows.values()) yield* row.cells.values();
  }

  /** @param {Element|null} element */
  cellOf(element) {
    const node = element?.closest('.cell');
    for (const cell of this.cells()) if (cell.element === node) return cell;
    return null;
  }

  /** @param {Element|null} element */
  headerOf(element) {
    const node = element?.closest('.header');
    for (const view of this.#columns.values())
      if (view.element === node) return { view, kind: /** @type {const} */ ('x') };
    for (const { header } of this.#rows.values())
      if (header.element === node) return { view: header, kind: /** @type {const} */ ('y') };
    return null;
  }

  /**
   * @param {number} column −1 is the row's header
   * @param {number} row −1 is the column's header
   */
  elementAt(column, row) {
    if (row < 0) return this.#columns.get(column)?.element ?? null;
    const view = this.#rows.get(row);
    return (column < 0 ? view?.header.element : view?.cells.get(column)?.element) ?? null;
  }
}

/** @returns {RowView} */
function makeRow() {
  const header = new HeaderView('rowheader');
  attribute(header.element, 'aria-colindex', '1');
  return { element: h('div', { class: 'grid-row', role: 'row' }, header.element), header, cells: new Map(), index: -1 };
}
