// @ts-check
import { attribute, h, setText } from '../lib/dom.js';

/** A column's or a row's value. Its name is the whole value, however short the sight of it. */
export class HeaderView {
  #text = h('span', { class: 'header-text', dir: 'auto' });
  #handle = h('span', { class: 'header-handle', 'aria-hidden': 'true', title: 'Drag to size the cells' });
  index = -1;

  /** @param {'columnheader'|'rowheader'} role */
  constructor(role) {
    this.element = h('div', { class: `header is-${role}`, role, tabIndex: -1 }, this.#text, this.#handle);
  }

  /**
   * @param {number} index
   * @param {{value: string, label: string, solo: boolean}} content
   */
  show(index, { value, label, solo }) {
    this.index = index;
    this.element.dataset.value = value;
    attribute(this.element, 'aria-label', value === '' ? '(empty)' : value);
    attribute(this.element, 'aria-selected', solo ? 'true' : null);
    setText(this.#text, value === '' ? '(empty)' : label);
  }

  get isCut() {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight, textContent } = this.#text;
    return scrollWidth > clientWidth || scrollHeight > clientHeight + 1 || textContent !== this.element.dataset.value;
  }
}
