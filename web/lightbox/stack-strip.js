// @ts-check
import { images as readImages } from '../data/api.js';
import { attribute, fill, h } from '../lib/dom.js';
import { fileName, imageURL, thumbnailURL } from '../model/paths.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Grid} Grid */
/** @typedef {import('../model/types.js').GridImage} GridImage */
/** @typedef {{path: string, version: string}} ImageRef */
/** @typedef {{x: string|null, y: string|null, value: string|null, image: GridImage|null|undefined}} Cell */

/** All images of a cell that holds several, newest first. */
export class StackStrip {
  element = h('div', { class: 'image-layers', role: 'group', 'aria-label': 'The stack' });
  /** @type {ImageRef[]} */
  images = [];
  #key = '';
  #layer = 0;

  /**
   * @param {(layer: number) => void} choose
   * @param {() => void} read told once the stack is known
   */
  constructor(choose, read) {
    this.choose = choose;
    this.read = read;
  }

  /**
   * @param {State} state
   * @param {Grid} grid
   * @param {Cell} cell
   * @param {number} layer
   */
  async show(state, grid, cell, layer) {
    const { x, y, value, image } = cell;
    const key = JSON.stringify([state.runId, state.filters, x, y, value, image]);
    this.#layer = layer;
    if (key === this.#key) return this.#draw();
    this.#key = key;
    this.images = [];
    this.#draw();
    if (!image || image.count < 2 || state.runId === null) return;
    const answer = await readImages(state.runId, filtersOf(state, grid, cell)).catch(() => null);
    if (!answer || key !== this.#key) return;
    this.images = [image, ...answer.images.filter((each) => each.path !== image.path)];
    this.#draw();
    this.read();
  }

  #draw() {
    this.element.hidden = this.images.length < 2;
    fill(this.element, ...this.images.map((image, index) => this.#button(image, index)));
  }

  /**
   * @param {ImageRef} image
   * @param {number} index
   */
  #button(image, index) {
    const picture = h('img', { alt: '', loading: 'lazy', src: thumbnailURL(image, 128) });
    // A server that makes no thumbnails has the file itself.
    const original = () => Object.assign(picture, { src: imageURL(image) });
    picture.addEventListener('error', original, { once: true });
    const button = h(
      'button',
      {
        type: 'button',
        class: 'layer',
        'aria-label': `Image ${index + 1} of ${this.images.length}`,
        title: fileName(image.path),
        onclick: () => this.choose(index),
      },
      picture,
    );
    attribute(button, 'aria-pressed', String(index === this.#layer));
    return button;
  }
}

/**
 * @param {State} state
 * @param {Grid} grid
 * @param {Cell} cell
 */
function filtersOf(state, grid, { x, y, value }) {
  const filters = { ...state.filters };
  for (const [axis, kept] of /** @type {const} */ ([
    [grid.x, x],
    [grid.y, y],
    [grid.slider, value],
  ]))
    if (axis && kept !== null) filters[axis.dimension] = [kept];
  return filters;
}
