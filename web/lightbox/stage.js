// @ts-check
import { h } from '../lib/dom.js';
import { FIT, isFit, panned, placement, toggledAt, wheelFactor, zoomedAt, zoomStep } from '../model/zoom.js';

/** @typedef {import('../model/types.js').View} View */

/** A finger that moves less than this has tapped. */
const STROKE = 48;

/** One picture at full size. Its zoom and place stay while pictures change beneath it. */
export class Stage {
  /** @type {View} */
  #view = FIT;
  /** @type {HTMLImageElement|null} */
  #picture = null;
  #message = h('p', { class: 'stage-message', role: 'status' });
  element = h('div', { class: 'stage-area' }, this.#message);
  #turn = 0;

  /**
   * @param {AbortSignal} signal
   * @param {(name: string, detail: number) => void} wish
   */
  constructor(signal, wish) {
    this.wish = wish;
    new ResizeObserver(() => this.#lay()).observe(this.element);
    this.#listen(signal);
  }

  /**
   * The picture before stays until the next is decoded, so that stepping never flashes.
   * @param {string|null} url
   * @param {string} label
   * @param {string} missing what to say where there is no picture
   */
  async show(url, label, missing) {
    this.#turn += 1;
    const turn = this.#turn;
    if (url === null) return this.#fail(missing);
    const next = h('img', { class: 'stage-picture', alt: label, draggable: false });
    next.src = url;
    this.element.dataset.state = 'loading';
    const decoded = await next.decode().then(
      () => true,
      () => false,
    );
    if (turn !== this.#turn) return;
    if (!decoded) return this.#fail('This image cannot be shown: the file is damaged, or the server does not answer.');
    this.#picture?.remove();
    this.#picture = next;
    this.#message.textContent = '';
    this.element.dataset.state = 'loaded';
    this.element.append(next);
    this.#lay();
  }

  /** @param {string} message */
  #fail(message) {
    this.#picture?.remove();
    this.#picture = null;
    this.element.dataset.state = 'missing';
    this.#message.textContent = message;
  }

  reset() {
    this.#view = FIT;
    this.#picture?.remove();
    this.#picture = null;
    this.#message.textContent = '';
  }

  /** @param {{id: string, detail?: unknown}} key */
  key({ id, detail }) {
    const { image, room } = this.#sizes;
    if (id === 'zoom') this.#set(zoomStep(this.#view, /** @type {1|-1} */ (detail), image, room));
    if (id === 'zoom-fit') this.#set(FIT);
    if (id === 'pan') {
      const [x, y] = /** @type {[number, number]} */ (detail);
      this.#set(panned(this.#view, (x * room.width) / 8, (y * room.height) / 8, image, room));
    }
  }

  get #sizes() {
    const picture = this.#picture;
    return {
      image: { width: picture?.naturalWidth || 1, height: picture?.naturalHeight || 1 },
      room: { width: this.element.clientWidth || 1, height: this.element.clientHeight || 1 },
    };
  }

  /** @param {View} view */
  #set(view) {
    this.#view = view;
    this.#lay();
  }

  #lay() {
    const picture = this.#picture;
    if (!picture) return;
    const { image, room } = this.#sizes;
    const box = placement(image, room, this.#view);
    picture.style.width = `${box.width}px`;
    picture.style.height = `${box.height}px`;
    picture.style.transform = `translate(${box.left}px, ${box.top}px)`;
    picture.classList.toggle('is-pixelated', (box.width / image.width) * devicePixelRatio >= 4);
    this.element.classList.toggle('is-zoomed', !isFit(this.#view));
  }

  /** @param {{clientX: number, clientY: number}} event */
  #point(event) {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /**
   * @param {{x: number, y: number}} from
   * @param {{x: number, y: number}} to
   */
  #stroked(from, to) {
    const [x, y] = [to.x - from.x, to.y - from.y];
    if (Math.max(Math.abs(x), Math.abs(y)) < STROKE) return;
    if (Math.abs(x) > Math.abs(y)) this.wish('image-x', x < 0 ? 1 : -1);
    else this.wish('image-y', y < 0 ? 1 : -1);
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    const { element } = this;
    element.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        const { image, room } = this.#sizes;
        const factor = event.ctrlKey ? Math.exp(-event.deltaY / 100) : wheelFactor(event);
        this.#set(zoomedAt(this.#view, factor, this.#point(event), image, room));
      },
      { passive: false, signal },
    );
    element.addEventListener(
      'dblclick',
      (event) => {
        const { image, room } = this.#sizes;
        this.#set(toggledAt(this.#view, this.#point(event), image, room, devicePixelRatio));
      },
      { signal },
    );
    this.#listenForPointers(signal);
  }

  /**
   * One pointer pans, two pinch; a finger's stroke over a picture that fits steps to its neighbour.
   * @param {AbortSignal} signal
   */
  #listenForPointers(signal) {
    /** @type {Map<number, {x: number, y: number}>} */
    const down = new Map();
    /** @type {{x: number, y: number}|null} */
    let stroke = null;
    const shape = () => {
      const points = [...down.values()];
      const a = points[0];
      const b = points[1] ?? a;
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, spread: Math.hypot(a.x - b.x, a.y - b.y) };
    };
    const { element } = this;
    element.addEventListener(
      'pointerdown',
      (event) => {
        if (event.button !== 0) return;
        element.setPointerCapture(event.pointerId);
        down.set(event.pointerId, this.#point(event));
        const may = event.pointerType === 'touch' && down.size === 1 && isFit(this.#view);
        stroke = may ? this.#point(event) : null;
      },
      { signal },
    );
    element.addEventListener(
      'pointerup',
      (event) => {
        if (stroke) this.#stroked(stroke, this.#point(event));
        stroke = null;
      },
      { signal },
    );
    element.addEventListener(
      'pointermove',
      (event) => {
        if (!down.has(event.pointerId)) return;
        const before = shape();
        down.set(event.pointerId, this.#point(event));
        const now = shape();
        const { image, room } = this.#sizes;
        const moved = panned(this.#view, now.x - before.x, now.y - before.y, image, room);
        const factor = before.spread > 0 ? now.spread / before.spread : 1;
        this.#set(zoomedAt(isFit(this.#view) ? this.#view : moved, factor, now, image, room));
      },
      { signal },
    );
    for (const type of /** @type {const} */ (['pointerup', 'pointercancel'])) {
      element.addEventListener(type, (event) => down.delete(event.pointerId), { signal });
    }
  }
}
