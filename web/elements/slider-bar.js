// @ts-check
import { iconButton, textButton } from '../lib/button.js';
import { attribute, fill, h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { any, Region } from '../lib/region.js';
import { withKey } from '../model/keys.js';
import { shorten } from '../model/labels.js';
import { LARGEST_CELL, SMALLEST_CELL } from '../model/layout.js';
import { positionOf } from '../model/positions.js';
import { isFit } from '../model/zoom.js';

/** @typedef {import('../model/types.js').State} State */

/** The master slider with all that moves it, and how large the cells are. */
export class SliderBar extends Region {
  #play = iconButton('play', 'Play', withKey('Play', 'play'), () => this.wish('play'), 'is-primary');
  #slider = h('input', { type: 'range', class: 'master', min: '0', step: '1' });
  #ticks = h('div', { class: 'ticks', 'aria-hidden': 'true' });
  #name = h('span', { class: 'slider-name', dir: 'auto' });
  #value = h('output', { class: 'slider-value', dir: 'auto' });
  #count = h('span', { class: 'slider-count' });
  #loop = iconButton('loop', 'Loop', withKey('Loop', 'loop'), () => this.wish('loop'));
  #interval = h('input', {
    type: 'number',
    class: 'input interval',
    min: '0.1',
    max: '3',
    step: '0.1',
    'aria-label': 'Seconds per position',
    title: 'Seconds per position while playing',
  });
  #follow = textButton('Follow newest', () => this.wish('follow'), {
    title: withKey('Move to each new checkpoint as it comes', 'follow'),
    picture: 'follow',
    classes: 'is-quiet',
  });
  #rejoin = textButton('Re-join', () => this.wish('rejoin'), {
    title: withKey('Bring all cells back to the slider', 'rejoin'),
    picture: 'join',
    classes: 'is-quiet',
  });
  #zoom = textButton('', () => this.wish('zoom-fit'), {
    title: withKey('Back to fit', 'zoom-fit'),
    classes: 'is-quiet zoom-mark',
  });
  #size = h('input', {
    type: 'range',
    class: 'size',
    min: String(SMALLEST_CELL),
    max: '640',
    step: '1',
    'aria-label': 'Cell size',
    title: withKey('Cell size', 'size'),
  });
  #fit = iconButton('fit', 'Fit to window', withKey('Fit the cells to the window', 'fit'), () => this.wish('fit'));

  build() {
    const on = (/** @type {HTMLElement} */ element, /** @type {string} */ type, /** @type {() => void} */ listener) =>
      element.addEventListener(type, listener, { signal: this.signal });
    on(this.#slider, 'input', () => this.wish('slide-to', Number(this.#slider.value)));
    this.#slider.addEventListener('keydown', (event) => this.#key(event), { signal: this.signal });
    on(this.#interval, 'change', () => this.wish('interval', Number(this.#interval.value) || 0.5));
    on(this.#size, 'input', () =>
      this.wish('resize-cells', { width: Math.min(LARGEST_CELL, Number(this.#size.value)) }),
    );
    this.append(
      h(
        'div',
        { class: 'bar-part' },
        this.#play,
        this.#loop,
        h('label', { class: 'interval-field' }, this.#interval, h('span', { 'aria-hidden': 'true' }, 's')),
      ),
      h(
        'div',
        { class: 'bar-slider' },
        h('div', { class: 'slider-words' }, this.#name, this.#value, this.#count),
        h('div', { class: 'slider-track' }, this.#ticks, this.#slider),
      ),
      h('div', { class: 'bar-part' }, this.#rejoin, this.#follow, this.#zoom, this.#size, this.#fit),
    );
  }

  /**
   * Left and right go round the corner when looping; a plain range input would stop.
   * @param {KeyboardEvent} event
   */
  #key(event) {
    const change = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (change === undefined || event.altKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.wish('slide', change);
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (any(changed, 'grid', 'at', 'run')) this.#showPosition(state);
    if (changed.has('playing')) this.#showPlay(state.playing);
    if (changed.has('loop')) attribute(this.#loop, 'aria-pressed', String(state.loop));
    if (changed.has('interval')) this.#interval.value = String(state.interval);
    if (changed.has('follow')) attribute(this.#follow, 'aria-pressed', String(state.follow));
    if (changed.has('offsets')) this.#rejoin.hidden = Object.keys(state.offsets).length === 0;
    if (any(changed, 'view')) {
      this.#zoom.hidden = isFit(state.view);
      setText(/** @type {Element} */ (this.#zoom.querySelector('.button-text')), `${state.view.scale.toFixed(1)}×`);
      attribute(this.#zoom, 'aria-label', `Zoom ${state.view.scale.toFixed(1)}: back to fit`);
    }
    if (any(changed, 'shownSize', 'cellSize')) {
      if (state.shownSize !== null) this.#size.value = String(state.shownSize);
      const { value, min, max } = this.#size;
      this.#size.style.setProperty('--done', `${((Number(value) - Number(min)) / (Number(max) - Number(min))) * 100}%`);
      attribute(this.#fit, 'aria-pressed', String(state.cellSize === null));
    }
  }

  /** @param {State} state */
  #showPosition(state) {
    const axis = state.grid?.slider ?? null;
    const values = axis?.values ?? [];
    const position = positionOf(values, state.at);
    const value = values[position] ?? '';
    const idle = values.length < 2;
    this.#slider.disabled = idle;
    this.#play.disabled = idle;
    this.#slider.max = String(Math.max(0, values.length - 1));
    this.#slider.value = String(position);
    attribute(this.#slider, 'aria-label', axis?.dimension ?? 'No dimension');
    attribute(this.#slider, 'aria-valuetext', value || 'none');
    this.#slider.title = `← and → move it, Home and End go to the ends`;
    this.#slider.style.setProperty('--done', `${idle ? 0 : (position / (values.length - 1)) * 100}%`);
    setText(this.#name, axis?.dimension ?? 'Nothing on the slider');
    setText(this.#value, shorten(value, 60));
    setText(this.#count, values.length > 1 ? `${position + 1} / ${values.length}` : '');
    this.#showTicks(values.length);
  }

  /** @param {number} count */
  #showTicks(count) {
    const shown = count > 1 && count <= 80 ? count : 0;
    if (this.#ticks.childElementCount === shown) return;
    fill(this.#ticks, ...Array.from({ length: shown }, () => h('span', { class: 'tick' })));
  }

  /** @param {boolean} playing */
  #showPlay(playing) {
    const label = playing ? 'Pause' : 'Play';
    attribute(this.#play, 'aria-label', label);
    this.#play.title = withKey(label, 'play');
    fill(this.#play, icon(playing ? 'pause' : 'play'));
  }
}
