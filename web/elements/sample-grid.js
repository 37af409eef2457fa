// @ts-check
import { BUDGET, GridPictures, groupOf } from '../grid/grid-pictures.js';
import { cellAt, labelOf } from '../grid/cell-content.js';
import { frameOf } from '../grid/grid-frame.js';
import { GridFocus } from '../grid/grid-focus.js';
import { GridWindow } from '../grid/grid-window.js';
import { probeAspect } from '../grid/aspect.js';
import { fill, h } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';
import { watchGestures } from '../grid/gestures.js';
import { isSolo } from '../model/filters.js';
import { shorten } from '../model/labels.js';
import { positionOf } from '../model/positions.js';
import { isFit } from '../model/zoom.js';
import { revealed } from '../model/layout.js';
import { positionsOf } from '../model/tiles.js';
import { WholeText } from '../grid/whole-text.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Grid} Grid */
/** @typedef {import('../grid/grid-frame.js').Frame} Frame */
/** @typedef {import('../grid/cell-view.js').CellView} CellView */
/** @typedef {{key: string, x: {value: string|null, rest: number}, y: {value: string|null, rest: number}}} Anchor */

export class SampleGrid extends Region {
  /** @type {State} */
  // @ts-expect-error set by build, before anything reads it
  #state;
  /** @type {Grid|null} */
  #grid = null;
  /** @type {Frame|null} */
  #frame = null;
  /** @type {GridWindow} */
  #window = new GridWindow({
    header: (view, kind, index) => this.#showHeader(view, kind, index),
    left: (element) => this.keyboard.left(element),
  });
  #pictures = new GridPictures((group) => this.#pictureReady(group));
  /** @type {GridFocus} */
  keyboard = new GridFocus(this.#window, (place) => this.#reveal(place));
  /** @type {1|-1} */
  #direction = 1;
  #position = 0;
  #aspect = 1;
  #wanting = 0;
  /** @type {Set<string>} */
  #arrived = new Set();
  #ground = '#000';
  /** Whether the focus came by keys to the cell whose image is open. */
  #walked = true;

  /** @param {State} state */
  build(state) {
    this.#state = state;
    this.append(this.#window.element);
    const { element } = this.#window;
    element.addEventListener('scroll', () => this.#scrolled(), { passive: true, signal: this.signal });
    new ResizeObserver(() => this.#layOut()).observe(element);
    this.keyboard.listen(this.signal);
    new WholeText(this.#window).listen(this.signal);
    watchGestures(
      this.#window,
      {
        frame: () => this.#frame,
        state: () => this.#state,
        natural: (cell) => this.naturalOf(cell),
        wish: (name, detail) => this.wish(name, detail),
      },
      this.signal,
    );
  }

  get budget() {
    return { bytes: this.#pictures.store.bytes, most: BUDGET };
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (state.open && !this.#state.open) this.#walked = this.keyboard.walked;
    this.#state = state;
    if (changed.has('view')) this.#window.element.classList.toggle('is-zoomed', !isFit(state.view));
    if (changed.has('theme')) this.#ground = getComputedStyle(this).getPropertyValue('--ground').trim() || '#000';
    if (changed.has('grid') && state.grid !== this.#grid) return void this.#gridChanged(state.grid);
    if (any(changed, 'cellSize')) return this.#layOut();
    if (any(changed, 'filters', 'run')) this.#window.clear();
    if (any(changed, 'at', 'offsets', 'view', 'theme', 'filters', 'run')) this.#paintAll();
    if (changed.has('connection') && state.connection === 'live') this.#pictures.store.retry();
  }

  /** @param {Grid|null} grid */
  async #gridChanged(grid) {
    if (!grid) {
      this.#grid = null;
      this.hidden = true;
      return;
    }
    const id = this.#state.runId ?? '';
    this.#aspect = await probeAspect(id, grid);
    if (this.#state.grid !== grid) return;
    const place = this.#anchor();
    this.#grid = grid;
    this.hidden = false;
    this.#layOut(place);
  }

  /** What stands at the upper left, so that values which come in before it do not move it. */
  #anchor() {
    const grid = this.#grid;
    const frame = this.#frame;
    if (!grid || !frame) return null;
    const { scrollLeft, scrollTop } = this.#window.element;
    const along = (
      /** @type {number} */ offset,
      /** @type {number} */ pitch,
      /** @type {string[]|undefined} */ values,
    ) => {
      const index = Math.floor(offset / pitch);
      return { value: values?.[index] ?? null, rest: offset - index * pitch };
    };
    return {
      key: grid.key,
      x: along(frame.across.toContent(scrollLeft), frame.pitchX, grid.x?.values),
      y: along(frame.down.toContent(scrollTop), frame.pitchY, grid.y?.values),
    };
  }

  /** @param {Anchor|null} [place] */
  #layOut(place = this.#anchor()) {
    const grid = this.#grid;
    const { element } = this.#window;
    if (!grid || element.clientWidth === 0) return;
    const room = { width: element.clientWidth, height: element.clientHeight };
    const frame = frameOf(grid, room, this.#aspect, this.#state.cellSize, getComputedStyle(this).font);
    this.#frame = frame;
    this.#window.layOut(frame);
    fill(this.#window.corner, ...this.#corner(grid));
    if (place) this.#restore(place, frame, grid);
    this.#scrolled();
    this.wish('shown-size', frame.cell.width);
  }

  /**
   * @param {Anchor} place
   * @param {Frame} frame
   * @param {Grid} grid
   */
  #restore(place, frame, grid) {
    const { element } = this.#window;
    const back = (
      /** @type {{value: string|null, rest: number}} */ { value, rest },
      /** @type {string[]|undefined} */ values,
      /** @type {number} */ pitch,
    ) => {
      const index = value === null ? -1 : (values?.indexOf(value) ?? -1);
      return index < 0 ? 0 : index * pitch + Math.min(rest, pitch);
    };
    element.scrollLeft = frame.across.toScroll(back(place.x, grid.x?.values, frame.pitchX));
    element.scrollTop = frame.down.toScroll(back(place.y, grid.y?.values, frame.pitchY));
  }

  /** @param {Grid} grid */
  #corner(grid) {
    const part = (/** @type {string} */ arrow, /** @type {string|undefined} */ name) =>
      name ? h('span', { class: 'grid-corner-name', title: name }, `${arrow} ${name}`) : null;
    return [part('→', grid.x?.dimension), part('↓', grid.y?.dimension)];
  }

  #scrolled() {
    const window = this.#window.scroll();
    if (!window) return;
    this.keyboard.restore();
    this.wish('window', window);
    this.#paintThese(this.#window.takeFresh());
  }

  /**
   * @param {import('../grid/header-view.js').HeaderView} view
   * @param {'x'|'y'} kind
   * @param {number} index
   */
  #showHeader(view, kind, index) {
    const axis = this.#grid?.[kind];
    const labels = kind === 'x' ? this.#frame?.columnLabels : this.#frame?.rowLabels;
    if (!axis) return;
    const value = axis.values[index];
    view.show(index, {
      value,
      label: labels?.[index] ?? value,
      solo: isSolo(this.#state.filters, axis.dimension, value),
    });
  }

  #paintAll() {
    this.#paintThese(this.#window.cells());
  }

  /** @param {Iterable<CellView>} cells */
  #paintThese(cells) {
    const grid = this.#grid;
    if (!grid) return;
    const position = positionOf(grid.slider?.values ?? [], this.#state.at);
    if (position !== this.#position) this.#direction = position > this.#position ? 1 : -1;
    this.#position = position;
    for (const cell of cells) this.#paint(cell, grid);
    this.#want();
  }

  /**
   * @param {CellView} cell
   * @param {Grid} grid
   */
  #paint(cell, grid) {
    const frame = this.#frame;
    if (!frame) return;
    const content = cellAt(this.#state, grid, this.#position, cell.column, cell.row);
    cell.resize(frame.cell, devicePixelRatio);
    const found = content.image ? this.#pictures.find(content.image, this.#pixels(), this.#state.view) : null;
    const state = content.image === null ? 'missing' : !found ? 'loading' : 'broken' in found ? 'broken' : 'loaded';
    const note = state === 'missing' ? 'no sample' : found && 'broken' in found ? (found.broken ?? '') : '';
    const label = labelOf(this.#state, grid, content);
    const positions = positionsOf(grid);
    cell.show({
      state,
      note,
      label: note ? `${label}, ${note}` : label,
      path: content.image?.path ?? null,
      layers: content.image?.count ?? 0,
      offset: content.offset,
      position: content.position,
      positions,
      place: `Offset of ${labelOf(this.#state, grid, { ...content, value: null })}`,
      positionText: shorten(frame.positionLabels[content.position] ?? '', 32),
    });
    if (found && 'base' in found && found.base) cell.paint(found.base, found.detail, this.#state.view, this.#ground);
    else if (state !== 'loading') cell.clear(this.#ground);
  }

  #pixels() {
    const cell = this.#frame?.cell ?? { width: 1, height: 1 };
    return { width: Math.round(cell.width * devicePixelRatio), height: Math.round(cell.height * devicePixelRatio) };
  }

  /** Asks the decoder after the paint, and once for many changes. */
  #want() {
    if (this.#wanting) return;
    this.#wanting = window.setTimeout(() => {
      this.#wanting = 0;
      const grid = this.#grid;
      if (!grid || !this.#frame) return;
      const cells = [...this.#window.cells()].sort((a, b) => a.row - b.row || a.column - b.column);
      this.#pictures.want({
        pixels: this.#pixels(),
        view: this.#state.view,
        position: this.#position,
        positions: positionsOf(grid),
        direction: this.#direction,
        cells: cells.length,
        imagesAt: (position) => this.#imagesAt(cells, grid, position),
      });
    }, 0);
  }

  /**
   * @param {CellView[]} cells
   * @param {Grid} grid
   * @param {number} position
   */
  *#imagesAt(cells, grid, position) {
    for (const cell of cells) {
      const { image } = cellAt(this.#state, grid, position, cell.column, cell.row);
      if (image) yield image;
    }
  }

  /**
   * Whether every visible cell could show a position at once: playing waits for it.
   * @param {number} position
   */
  isReady(position) {
    const grid = this.#grid;
    if (!grid) return true;
    for (const image of this.#imagesAt([...this.#window.cells()], grid, position)) {
      if (!this.#pictures.find(image, this.#pixels(), this.#state.view)) return false;
    }
    return true;
  }

  /** @param {string} group */
  #pictureReady(group) {
    if (this.#arrived.size === 0) requestAnimationFrame(() => this.#paintArrived());
    this.#arrived.add(group);
  }

  #paintArrived() {
    const grid = this.#grid;
    const arrived = this.#arrived;
    this.#arrived = new Set();
    if (!grid) return;
    for (const cell of this.#window.cells()) {
      const { image } = cellAt(this.#state, grid, this.#position, cell.column, cell.row);
      if (image && arrived.has(groupOf(image))) this.#paint(cell, grid);
    }
  }

  /** @param {CellView|null} cell */
  naturalOf(cell) {
    const fallback = { width: 1024 * this.#aspect, height: 1024 };
    if (!cell || !this.#grid) return fallback;
    const { image } = cellAt(this.#state, this.#grid, this.#position, cell.column, cell.row);
    const found = image ? this.#pictures.find(image, this.#pixels(), this.#state.view) : null;
    if (!found || 'broken' in found || !found.base) return fallback;
    return (found.detail ?? found.base).natural;
  }

  get cellRoom() {
    return this.#frame?.cell ?? { width: 1, height: 1 };
  }

  /** @param {{column: number, row: number}} place */
  #reveal(place) {
    const frame = this.#frame;
    const { element } = this.#window;
    if (!frame) return;
    reveal(element, frame, place);
    this.#scrolled();
  }

  /** The cell with the keyboard's focus, as its values. */
  get focused() {
    const place = this.keyboard.place;
    const grid = this.#grid;
    if (!grid || place.column < 0 || place.row < 0 || !this.contains(document.activeElement)) return null;
    return { x: grid.x?.values[place.column] ?? null, y: grid.y?.values[place.row] ?? null };
  }

  /** @param {{x: string|null, y: string|null}} values */
  focusCell({ x, y }) {
    const grid = this.#grid;
    if (!grid) return;
    const column = x === null ? 0 : (grid.x?.values.indexOf(x) ?? 0);
    const row = y === null ? 0 : (grid.y?.values.indexOf(y) ?? 0);
    this.keyboard.go({ column: Math.max(0, column), row: Math.max(0, row) });
    this.keyboard.walked = this.#walked;
  }
}

/**
 * @param {HTMLElement} element
 * @param {Frame} frame
 * @param {{column: number, row: number}} place
 */
function reveal(element, frame, { column, row }) {
  const left = frame.across.toContent(element.scrollLeft);
  const top = frame.down.toContent(element.scrollTop);
  const x = column < 0 ? null : revealed(column * frame.pitchX, frame.cell.width, left, frame.inner.width);
  const y = row < 0 ? null : revealed(row * frame.pitchY, frame.cell.height, top, frame.inner.height);
  if (x !== null) element.scrollLeft = frame.across.toScroll(x);
  if (y !== null) element.scrollTop = frame.down.toScroll(y);
}
