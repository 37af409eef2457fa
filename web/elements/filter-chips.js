// @ts-check
import { fill, h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { any, Region } from '../lib/region.js';
import { shorten } from '../model/labels.js';

/** @typedef {import('../model/types.js').State} State */

/** The filters that hold something back, each removable. */
export class FilterChips extends Region {
  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (!any(changed, 'filters', 'singles', 'grid')) return;
    const names = Object.keys(state.filters);
    const focused = this.contains(document.activeElement);
    fill(
      this,
      ...names.map((name) => this.#chip(name, state.filters[name])),
      names.length > 1
        ? h(
            'button',
            {
              type: 'button',
              class: 'link-button',
              title: 'Keep every value of every dimension',
              onclick: () => this.wish('filter-clear'),
            },
            'Remove all filters',
          )
        : null,
    );
    if (focused)
      /** @type {HTMLElement|null} */ (
        this.querySelector('button') ?? document.querySelector('.grid [tabindex="0"]')
      )?.focus();
  }

  /**
   * @param {string} name
   * @param {string[]} values
   */
  #chip(name, values) {
    const text =
      values.length === 1
        ? shorten(values[0], 40) || '(empty)'
        : values.length === 0
          ? 'none'
          : `${values.length} values`;
    return h(
      'button',
      {
        type: 'button',
        class: 'chip',
        'aria-label': `Remove the filter ${name}: ${text}`,
        title: `Remove this filter. It keeps:\n${listed(values)}`,
        onclick: () => this.wish('filter-all', name),
      },
      h('span', { class: 'chip-name', dir: 'auto' }, name),
      h('span', { dir: 'auto' }, text),
      icon('close'),
    );
  }
}

/** @param {string[]} values */
const listed = (values) =>
  values
    .map((each) => shorten(each, 60) || '(empty)')
    .slice(0, 20)
    .join('\n') || 'nothing';
