// @ts-check
import { h } from '../lib/dom.js';

/** @typedef {import('./grid-window.js').GridWindow} GridWindow */

/** The whole of a shortened header, on hover and focus; Escape takes it away. */
export class WholeText {
  #tip = h('div', { class: 'whole-text', role: 'tooltip', dir: 'auto', hidden: true });

  /** @param {GridWindow} window */
  constructor(window) {
    this.window = window;
    window.element.after(this.#tip);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { element } = this.window;
    for (const type of ['pointerover', 'focusin']) {
      element.addEventListener(type, (event) => this.#over(/** @type {Element} */ (event.target)), { signal });
    }
    element.addEventListener('pointerleave', (event) => this.#out(event), { signal });
    element.addEventListener('focusout', () => this.#hide(), { signal });
    element.addEventListener('scroll', () => this.#hide(), { passive: true, signal });
    this.#tip.addEventListener('pointerleave', () => this.#hide(), { signal });
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.#hide(), { signal });
  }

  /** @param {Element} target */
  #over(target) {
    const header = this.window.headerOf(target);
    if (!header) return this.#hide();
    if (!header.view.isCut) return this.#hide();
    const { left, bottom, top } = header.view.element.getBoundingClientRect();
    this.#tip.textContent = header.view.element.dataset.value ?? '';
    this.#tip.hidden = false;
    const { width, height } = this.#tip.getBoundingClientRect();
    this.#tip.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    this.#tip.style.top = `${bottom + height + 8 > innerHeight ? Math.max(8, top - height) : bottom}px`;
  }

  /** @param {PointerEvent} event */
  #out(event) {
    if (event.relatedTarget !== this.#tip) this.#hide();
  }

  #hide() {
    this.#tip.hidden = true;
  }
}
