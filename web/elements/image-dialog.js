// @ts-check
import { image as readImage, images as readImages } from '../data/api.js';
import { cellAt, labelOf } from '../grid/cell-content.js';
import { iconButton } from '../lib/button.js';
import { attribute, fill, h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { any, Region } from '../lib/region.js';
import { showFacts } from '../lightbox/facts.js';
import { Stage } from '../lightbox/stage.js';
import { shorten } from '../model/labels.js';
import { fileName, imageURL, thumbnailURL } from '../model/paths.js';
import { positionOf } from '../model/positions.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Grid} Grid */
/** @typedef {{path: string, version: string}} ImageRef */

/** One image, whole, with everything known of it. */
export class ImageDialog extends Region {
  #stage = new Stage(this.signal);
  #title = h('p', { class: 'image-title', dir: 'auto' });
  #facts = h('aside', { class: 'image-facts', 'aria-label': 'What is known', tabIndex: 0 });
  #layers = h('div', { class: 'image-layers', role: 'group', 'aria-label': 'The stack' });
  #slider = h('input', { type: 'range', class: 'master', min: '0', step: '1' });
  #value = h('output', { class: 'slider-value', dir: 'auto' });
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
  /** @type {ImageRef[]} */
  #stack = [];
  #stackKey = '';

  build() {
    const info = iconButton('info', 'What is known', 'Show or hide what is known (I)', () => this.#flipFacts());
    const head = h(
      'header',
      { class: 'image-head' },
      this.#title,
      this.#original,
      this.#download,
      info,
      iconButton('close', 'Close', 'Close (Esc)', () => this.#dialog.close()),
    );
    this.#foot.append(this.#slider, this.#value);
    this.#slider.addEventListener('input', () => this.wish('slide-to', Number(this.#slider.value)), {
      signal: this.signal,
    });
    this.#dialog.append(
      head,
      h('div', { class: 'image-stage' }, this.#stage.element, this.#steps.left, this.#steps.right, this.#layers),
      this.#facts,
      this.#foot,
    );
    this.#dialog.addEventListener('close', () => this.wish('close-image'), { signal: this.signal });
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
      this.#stage.element.focus();
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
    this.#readStack(state, grid, cell);
    const image = open.layer > 0 ? (this.#stack[open.layer] ?? cell.image) : cell.image;
    this.#showImage(image ?? null, label);
    this.#preload(state, grid, position, column, row);
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
    setText(this.#value, shorten(value ?? '', 60));
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
   * The other images of a cell that holds several, newest first.
   * @param {State} state
   * @param {Grid} grid
   * @param {{x: string|null, y: string|null, value: string|null, image: import('../model/types.js').GridImage|null|undefined}} cell
   */
  async #readStack(state, grid, { x, y, value, image }) {
    const key = JSON.stringify([state.runId, state.filters, x, y, value, image]);
    if (key === this.#stackKey) return this.#drawStack();
    this.#stackKey = key;
    this.#stack = [];
    this.#drawStack();
    if (!image || image.count < 2 || state.runId === null) return;
    const filters = { ...state.filters };
    for (const [axis, kept] of /** @type {const} */ ([
      [grid.x, x],
      [grid.y, y],
      [grid.slider, value],
    ]))
      if (axis && kept !== null) filters[axis.dimension] = [kept];
    const answer = await readImages(state.runId, filters).catch(() => null);
    if (!answer || key !== this.#stackKey) return;
    this.#stack = [image, ...answer.images.filter((each) => each.path !== image.path)];
    this.#drawStack();
    const layer = this.#state?.open?.layer ?? 0;
    if (layer > 0 && this.#stack[layer]) this.#showImage(this.#stack[layer], this.#title.textContent ?? '');
  }

  #drawStack() {
    const layer = this.#state?.open?.layer ?? 0;
    this.#layers.hidden = this.#stack.length < 2;
    fill(
      this.#layers,
      ...this.#stack.map((image, index) => {
        const picture = h('img', { alt: '', loading: 'lazy', src: thumbnailURL(image, 128) });
        // A server that makes no thumbnails has the file itself.
        picture.addEventListener(
          'error',
          () => {
            picture.src = imageURL(image);
          },
          { once: true },
        );
        const button = h(
          'button',
          {
            type: 'button',
            class: 'layer',
            'aria-label': `Image ${index + 1} of ${this.#stack.length}`,
            title: fileName(image.path),
            onclick: () => this.wish('image-layer', index),
          },
          picture,
        );
        attribute(button, 'aria-pressed', String(index === layer));
        return button;
      }),
    );
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
