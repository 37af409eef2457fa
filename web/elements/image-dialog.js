// @ts-check
import { image as readImage } from '../data/api.js';
import { cellAt, labelOf } from '../grid/cell-content.js';
import { iconButton } from '../lib/button.js';
import { attribute, fill, h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { any, Region } from '../lib/region.js';
import { showFacts } from '../lightbox/facts.js';
import { StackStrip } from '../lightbox/stack-strip.js';
import { Stage } from '../lightbox/stage.js';
import { shorten } from '../model/labels.js';
import { fileName, imageURL } from '../model/paths.js';
import { cellKey, positionOf } from '../model/positions.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Grid} Grid */
/** @typedef {{path: string, version: string}} ImageRef */

/** One image, whole, with everything known of it. */
export class ImageDialog extends Region {
  #stage = new Stage(this.signal, (name, detail) => this.wish(name, detail));
  #title = h('p', { class: 'image-title', dir: 'auto' });
  #facts = h('aside', { class: 'image-facts', 'aria-label': 'What is known', tabIndex: 0 });
  #strip = new StackStrip(
    (layer) => this.wish('image-layer', layer),
    () => this.#stackRead(),
  );
  #slider = h('input', { type: 'range', class: 'master', min: '0', step: '1' });
  #name = h('span', { class: 'slider-name', dir: 'auto' });
  #value = h('output', { class: 'slider-value', dir: 'auto' });
  #count = h('span', { class: 'slider-count' });
  #toasts = /** @type {import('./toast-stack.js').ToastStack} */ (document.createElement('toast-stack'));
  #foot = h('footer', { class: 'image-foot' });
  #original = h(
    'a',
    {
      class: 'button is-icon',
      target: '_blank',
      rel: 'noreferrer',
      'aria-label': 'Open original',
      title: 'Open the original',
    },
    icon('open'),
  );
  #download = h('a', { class: 'button is-icon', 'aria-label': 'Download', title: 'Download' }, icon('save'));
  #steps = {
    left: iconButton(
      'left',
      'Previous along X',
      'Previous along X (←)',
      () => this.wish('image-x', -1),
      'stage-step is-left',
    ),
    right: iconButton(
      'right',
      'Next along X',
      'Next along X (→)',
      () => this.wish('image-x', 1),
      'stage-step is-right',
    ),
  };
  #dialog = h('dialog', { class: 'image-dialog', 'aria-label': 'Image' });
  /** @type {State|null} */
  #state = null;
  #shown = '';
  #reading = new AbortController();

  build() {
    const close = iconButton('close', 'Close', 'Close (Esc)', () => this.wish('close-image'));
    // A second Enter takes back the first.
    close.autofocus = true;
    const info = iconButton('info', 'What is known', 'Show or hide what is known (I)', () => this.#flipFacts());
    const head = h('header', { class: 'image-head' }, this.#title, this.#original, this.#download, info, close);
    this.#slider.title = 'The slider of all cells (, and .)';
    this.#foot.append(h('div', { class: 'slider-words' }, this.#name, this.#value, this.#count), this.#slider);
    this.#slider.addEventListener('input', () => this.#slid(Number(this.#slider.value)), { signal: this.signal });
    this.#dialog.append(
      head,
      h(
        'div',
        { class: 'image-stage' },
        this.#stage.element,
        this.#steps.left,
        this.#steps.right,
        this.#strip.element,
        this.#toasts,
      ),
      this.#facts,
      this.#foot,
    );
    // The browser closes the dialog and gives the focus back before it says `close`; a key struck between the two
    // would find the page with an open image. `cancel` comes before both, but not always.
    for (const name of ['cancel', 'close']) {
      this.#dialog.addEventListener(name, () => this.wish('close-image'), { signal: this.signal });
    }
    this.#dialog.addEventListener(
      'image-key',
      (event) => {
        const key = /** @type {CustomEvent} */ (event).detail;
        if (key.id === 'image-info') this.#flipFacts();
        else this.#stage.key(key);
      },
      { signal: this.signal },
    );
    this.append(this.#dialog);
  }

  /** @param {import('../lib/region.js').Store} store */
  start(store) {
    super.start(store);
    this.#toasts.start(store);
  }

  /**
   * A cell that is held apart is moved alone, as by its own slider.
   * @param {number} position
   */
  #slid(position) {
    const state = this.#state;
    if (!state?.open || !state.grid) return;
    const column = indexOf(state.grid.x?.values, state.open.x);
    const row = indexOf(state.grid.y?.values, state.open.y);
    const held = (state.offsets[cellKey(state.open.x, state.open.y)] ?? 0) !== 0;
    if (held) this.wish('cell-position', { column, row, position });
    else this.wish('slide-to', position);
  }

  #flipFacts() {
    this.#dialog.classList.toggle('is-bare');
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    this.#state = state;
    if (!any(changed, 'open', 'grid', 'at', 'offsets')) return;
    if (!state.open || !state.grid) {
      if (!state.open && this.#dialog.open) this.#dialog.close();
      return;
    }
    if (!this.#dialog.open) {
      this.#shown = '';
      this.#stage.reset();
      this.#dialog.showModal();
    }
    this.#show(state, state.grid, state.open);
  }

  /**
   * @param {State} state
   * @param {Grid} grid
   * @param {NonNullable<State['open']>} open
   */
  #show(state, grid, open) {
    const column = indexOf(grid.x?.values, open.x);
    const row = indexOf(grid.y?.values, open.y);
    const position = positionOf(grid.slider?.values ?? [], state.at);
    const cell = cellAt(state, grid, position, column, row);
    const label = labelOf(state, grid, cell);
    this.#showFoot(grid, cell);
    setText(this.#title, label);
    this.#steps.left.disabled = column <= 0;
    this.#steps.right.disabled = column >= (grid.x?.values.length ?? 1) - 1;
    const key = JSON.stringify([cell.image, open.layer]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#reading.abort();
    this.#reading = new AbortController();
    this.#strip.show(state, grid, cell, open.layer);
    const image = open.layer > 0 ? (this.#strip.images[open.layer] ?? cell.image) : cell.image;
    this.#showImage(image ?? null, label);
    this.#preload(state, grid, position, column, row);
  }

  /** An address may name a lower layer before the stack is known. */
  #stackRead() {
    const image = this.#strip.images[this.#state?.open?.layer ?? 0];
    if (image && (this.#state?.open?.layer ?? 0) > 0) this.#showImage(image, this.#title.textContent ?? '');
  }

  /**
   * @param {Grid} grid
   * @param {{position: number, count: number, value: string|null}} cell
   */
  #showFoot(grid, { position, count, value }) {
    this.#foot.hidden = count < 2;
    this.#slider.max = String(count - 1);
    this.#slider.value = String(position);
    this.#slider.style.setProperty('--done', `${count < 2 ? 0 : (position / (count - 1)) * 100}%`);
    attribute(this.#slider, 'aria-label', grid.slider?.dimension ?? 'No dimension');
    attribute(this.#slider, 'aria-valuetext', value ?? '');
    setText(this.#name, grid.slider?.dimension ?? '');
    setText(this.#value, shorten(value ?? '', 60));
    setText(this.#count, `${position + 1} / ${count}`);
  }

  /**
   * @param {ImageRef|null} image
   * @param {string} label
   */
  async #showImage(image, label) {
    attribute(this.#dialog, 'data-path', image?.path ?? null);
    const url = image ? imageURL(image) : null;
    for (const link of [this.#original, this.#download]) {
      attribute(link, 'href', url);
      link.classList.toggle('is-off', url === null);
    }
    attribute(this.#download, 'download', image ? fileName(image.path) : null);
    this.#stage.show(url, label, 'There is no sample at this place.');
    if (!image) return fill(this.#facts, h('p', { class: 'quiet' }, 'There is no sample at this place.'));
    const { signal } = this.#reading;
    try {
      const detail = await readImage(image.path, signal);
      if (!signal.aborted) showFacts(this.#facts, detail, (text) => this.wish('copy-text', text));
    } catch (error) {
      if (!signal.aborted) fill(this.#facts, h('p', { class: 'problem' }, /** @type {Error} */ (error).message));
    }
  }

  /**
   * @param {State} state
   * @param {Grid} grid
   * @param {number} position
   * @param {number} column
   * @param {number} row
   */
  #preload(state, grid, position, column, row) {
    for (const [x, y, z] of [
      [1, 0, 0],
      [-1, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ]) {
      const { image } = cellAt(state, grid, position + z, column + x, row + y);
      if (image) new Image().src = imageURL(image);
    }
  }
}

/**
 * @param {string[]|undefined} values
 * @param {string|null} value
 */
const indexOf = (values, value) => Math.max(0, values?.indexOf(value ?? '') ?? 0);
