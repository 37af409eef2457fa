// @ts-check
import { attribute, fill, h, setText } from '../lib/dom.js';
import { dragChip } from '../lib/drag-chip.js';
import { icon } from '../lib/icons.js';
import { isKept, isSolo, matching } from '../model/filters.js';
import { counted, number } from '../model/format.js';
import { shorten, shortLabels } from '../model/labels.js';
import { roleOf } from '../model/mapping.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Dimension} Dimension */

const SEARCH_FROM = 9;
const MOST = 200;
const ROLES = { x: 'X', y: 'Y', slider: 'Slider', combo: '' };

/** One dimension's values: searched, chosen, made alone. */
export class FilterGroup {
  #count = h('span', { class: 'group-count' });
  #role = h('span', { class: 'group-role' });
  #toggle;
  #search;
  #single;
  #values = h('ul', { class: 'values' });
  #body;
  /** @type {Dimension|null} */
  #dimension = null;
  /** @type {State|null} */
  #state = null;
  #shown = '';

  /**
   * @param {string} name
   * @param {boolean} open
   * @param {(name: string, detail?: unknown) => void} wish
   * @param {AbortSignal} signal
   */
  constructor(name, open, wish, signal) {
    this.name = name;
    this.wish = wish;
    this.#search = h('input', {
      type: 'search',
      class: 'input is-small',
      placeholder: 'Search values',
      title: 'Shows the values that hold these words',
      'aria-label': `Search values of ${name}`,
    });
    this.#search.addEventListener('input', () => this.#draw(), { signal });
    this.#single = h(
      'button',
      {
        type: 'button',
        class: 'link-button',
        title: 'One value at a time; Page Down and Page Up step it',
        onclick: () => wish('filter-single', name),
      },
      'One at a time',
    );
    const grip = h(
      'button',
      {
        type: 'button',
        class: 'grip',
        'aria-label': `Move ${name}`,
        title: `Drag ${name} onto X, Y or the slider, or press for a menu`,
      },
      icon('grip'),
    );
    dragChip(
      grip,
      () => name,
      (move) => wish('map', move),
      signal,
    );
    this.#toggle = h(
      'button',
      {
        type: 'button',
        class: 'group-toggle',
        title: `Show or hide the values of ${name}`,
        'aria-expanded': String(open),
        onclick: () => this.#flip(),
      },
      icon('down'),
      h('span', { class: 'group-name', dir: 'auto' }, name),
      this.#role,
      this.#count,
    );
    this.#body = h(
      'div',
      { class: 'group-body', hidden: !open },
      h(
        'div',
        { class: 'group-tools' },
        h(
          'button',
          {
            type: 'button',
            class: 'link-button',
            'aria-label': `All values of ${name}`,
            title: 'Keep every value',
            onclick: () => wish('filter-all', name),
          },
          'All',
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'link-button',
            'aria-label': `No value of ${name}`,
            title: 'Keep no value, to choose a few',
            onclick: () => wish('filter-none', name),
          },
          'None',
        ),
        this.#single,
      ),
      this.#search,
      this.#values,
    );
    this.element = h(
      'div',
      { class: 'group', role: 'group', 'aria-label': name },
      h('div', { class: 'group-head' }, grip, this.#toggle),
      this.#body,
    );
  }

  #flip() {
    this.#body.hidden = !this.#body.hidden;
    this.#toggle.setAttribute('aria-expanded', String(!this.#body.hidden));
    this.#draw();
  }

  /**
   * @param {Dimension} dimension
   * @param {State} state
   */
  show(dimension, state) {
    this.#dimension = dimension;
    this.#state = state;
    const kept = state.filters[dimension.name];
    setText(this.#count, kept ? `${kept.length} of ${dimension.values.length}` : number(dimension.values.length));
    const same = state.duplicates[dimension.name];
    setText(this.#role, same ? `= ${same}` : state.mapping ? ROLES[roleOf(state.mapping, dimension.name)] : '');
    if (same) this.#toggle.title = `Says the same as ${same}`;
    this.element.classList.toggle('is-filtered', kept !== undefined);
    this.#search.hidden = dimension.values.length < SEARCH_FROM;
    attribute(this.#single, 'aria-pressed', String(state.singles.includes(dimension.name)));
    this.#draw();
  }

  #draw() {
    const dimension = this.#dimension;
    const state = this.#state;
    if (!dimension || !state || this.#body.hidden) return;
    const single = state.singles.includes(this.name);
    const found = matching(dimension, this.#search.value);
    const shown = found.slice(0, MOST);
    const key = JSON.stringify([single, shown]);
    if (key !== this.#shown) {
      this.#shown = key;
      const labels = shortLabels(dimension.values.map((each) => each.value));
      fill(this.#values, ...shown.map((each) => this.#row(each, labels.get(each.value) ?? each.value, single)));
      if (found.length > MOST)
        this.#values.append(h('li', { class: 'quiet' }, `${number(found.length - MOST)} more: search for them`));
      if (found.length === 0) this.#values.append(h('li', { class: 'quiet' }, 'No value matches.'));
    }
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (this.#values.querySelectorAll('.value')))
      this.#tick(row, state);
  }

  /**
   * @param {HTMLElement} row
   * @param {State} state
   */
  #tick(row, { filters }) {
    const value = row.dataset.value ?? '';
    const box = row.querySelector('input');
    if (box) box.checked = isKept(filters, this.name, value);
    const only = row.querySelector('.only');
    if (only) attribute(only, 'aria-pressed', String(isSolo(filters, this.name, value)));
  }

  /**
   * @param {{value: string, count: number}} each
   * @param {string} label
   * @param {boolean} single
   */
  #row({ value, count }, label, single) {
    const detail = { name: this.name, value };
    const box = h('input', {
      type: single ? 'radio' : 'checkbox',
      name: single ? `single-${this.name}` : '',
      'aria-label': `${shorten(value, 200) || '(empty)'}, ${counted(count, 'image')}`,
      onchange: () => this.wish('filter-toggle', detail),
    });
    return h(
      'li',
      { class: 'value', 'data-value': value, title: value },
      h(
        'label',
        { class: 'value-label' },
        box,
        h('span', { class: 'value-text', dir: 'auto' }, value === '' ? '(empty)' : shorten(label, 120)),
        h('span', { class: 'value-count' }, number(count)),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'only',
          'aria-label': `Only ${shorten(value, 80)}`,
          title: 'Only this value, or all again',
          onclick: () => this.wish('filter-solo', detail),
        },
        'only',
      ),
    );
  }
}
