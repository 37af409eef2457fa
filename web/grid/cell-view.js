// @ts-check
import { attribute, h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { placement } from '../model/zoom.js';

/** @typedef {import('../model/types.js').Size} Size */
/** @typedef {import('../model/types.js').View} View */
/** @typedef {import('../data/picture-decoder.js').Picture} Picture */

/**
 * @typedef {object} CellContent
 * @property {'loading'|'loaded'|'missing'|'broken'} state
 * @property {string} label
 * @property {string|null} path
 * @property {string} note
 * @property {number} layers the height of the stack
 * @property {number} offset
 * @property {number} position
 * @property {number} positions
 * @property {string} positionText
 * @property {string} place what the cell's own slider is called
 */

/** One cell: a canvas with what is laid over it. Recycled, so everything is set anew by `show`. */
export class CellView {
  column = -1;
  row = -1;
  #canvas = h('canvas', { class: 'cell-canvas', 'aria-hidden': 'true' });
  #note = h('span', { class: 'cell-note-text' });
  #layers = h('span', { class: 'cell-layers', hidden: true });
  #mark = h('span', { class: 'cell-mark', hidden: true });
  #slider = h('input', {
    type: 'range',
    class: 'cell-slider',
    min: '0',
    step: '1',
    tabIndex: -1,
    title: 'Moves this cell alone (Alt ← and Alt →)',
  });
  #context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d', { alpha: false }));
  element = h(
    'div',
    { class: 'cell', role: 'gridcell', tabIndex: -1 },
    this.#canvas,
    h('span', { class: 'cell-note' }, this.#note),
    this.#layers,
    this.#mark,
    this.#slider,
  );

  /**
   * @param {Size} size in CSS pixels
   * @param {number} density
   */
  resize(size, density) {
    const width = Math.round(size.width * density);
    const height = Math.round(size.height * density);
    if (this.#canvas.width === width && this.#canvas.height === height) return;
    this.#canvas.width = width;
    this.#canvas.height = height;
  }

  /** @param {CellContent} content */
  show(content) {
    const { element } = this;
    attribute(element, 'data-state', content.state);
    attribute(element, 'data-path', content.path);
    attribute(element, 'aria-label', content.label);
    setText(this.#note, content.note);
    attribute(element, 'title', content.state === 'broken' ? content.note : null);
    this.#showLayers(content.layers);
    this.#showOffset(content);
  }

  /** @param {number} layers */
  #showLayers(layers) {
    const hidden = layers < 2;
    if (this.#layers.hidden !== hidden) this.#layers.hidden = hidden;
    if (!hidden && this.#layers.dataset.layers !== String(layers)) {
      this.#layers.dataset.layers = String(layers);
      this.#layers.replaceChildren(icon('stack'), String(layers));
      this.#layers.title = `A stack of ${layers} images: open it to see all`;
    }
  }

  /** @param {CellContent} content */
  #showOffset({ offset, position, positions, positionText, place }) {
    const slider = this.#slider;
    const hidden = positions < 2;
    if (slider.hidden !== hidden) slider.hidden = hidden;
    if (!hidden) {
      if (slider.max !== String(positions - 1)) slider.max = String(positions - 1);
      if (slider.value !== String(position)) slider.value = String(position);
      attribute(slider, 'aria-label', place);
      attribute(slider, 'aria-valuetext', positionText);
    }
    this.element.classList.toggle('is-offset', offset !== 0);
    if (this.#mark.hidden !== (offset === 0)) this.#mark.hidden = offset === 0;
    setText(this.#mark, offset === 0 ? '' : `${offset > 0 ? '+' : '−'}${Math.abs(offset)} · ${positionText}`);
  }

  /** Shows the cell's own slider to a finger, which cannot hover, until it loses the focus. */
  wake() {
    if (this.#slider.hidden) return;
    const { classList } = this.element;
    classList.add('is-awake');
    this.#slider.focus({ preventScroll: true });
    this.#slider.addEventListener('blur', () => classList.remove('is-awake'), { once: true });
  }

  /**
   * @param {Picture} base
   * @param {Picture|null} detail
   * @param {View} view
   * @param {string} ground
   */
  paint(base, detail, view, ground) {
    const context = this.#context;
    const room = this.#canvas;
    const box = placement(detail?.natural ?? base.natural, room, view);
    if (box.width < room.width || box.height < room.height) {
      context.fillStyle = ground;
      context.fillRect(0, 0, room.width, room.height);
    }
    context.imageSmoothingQuality = 'high';
    this.#draw(base, box, 1);
    if (detail) this.#draw(detail, box, 4);
  }

  /**
   * @param {Picture} picture
   * @param {import('../model/types.js').Box} box
   * @param {number} pixelated beyond this magnification pixels are shown as they are
   */
  #draw({ bitmap, covers }, box, pixelated) {
    const width = box.width * covers.width;
    this.#context.imageSmoothingEnabled = pixelated === 1 || width / bitmap.width < pixelated;
    this.#context.drawImage(
      bitmap,
      box.left + box.width * covers.u,
      box.top + box.height * covers.v,
      width,
      box.height * covers.height,
    );
  }

  /** @param {string} ground */
  clear(ground) {
    this.#context.fillStyle = ground;
    this.#context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
  }
}
