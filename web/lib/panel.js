// @ts-check
import { iconButton } from './button.js';
import { h } from './dom.js';
import { Region } from './region.js';

/** @typedef {import('../model/types.js').State} State */

/** A region beside the grid that is shown while the state names it. */
export class Panel extends Region {
  body = h('div', { class: 'panel-body' });
  #panel = h('section', { class: 'panel' });
  /** @type {State['panel']} */
  #name;
  #title;
  /**
   * What had the focus before any panel opened: one may follow the other.
   * @type {Element|null}
   */
  static #before = null;

  /**
   * @param {State['panel']} name
   * @param {string} title
   */
  constructor(name, title) {
    super();
    this.#name = name;
    this.#title = title;
  }

  build() {
    const id = `${this.#name}-title`;
    this.#panel.setAttribute('aria-labelledby', id);
    this.#panel.append(
      h(
        'header',
        { class: 'dialog-head' },
        h('h2', { class: 'dialog-title', id }, this.#title),
        iconButton('close', 'Close', 'Close (Esc)', () => this.wish('close-panel')),
      ),
      this.body,
    );
    this.append(this.#panel);
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (!changed.has('panel')) return;
    const isShown = state.panel === this.#name;
    if (isShown && !document.activeElement?.closest('.panel')) Panel.#before = document.activeElement;
    const hadFocus = this.contains(document.activeElement);
    this.hidden = !isShown;
    if (isShown) this.#panel.querySelector('button')?.focus();
    else if (hadFocus && Panel.#before instanceof HTMLElement) Panel.#before.focus();
  }
}
