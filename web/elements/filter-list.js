// @ts-check
import { h } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';
import { constants, varies } from '../model/dimensions.js';
import { shorten } from '../model/labels.js';
import { FilterGroup } from '../filters/filter-group.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Dimension} Dimension */

/** All dimensions that are not folded away: the filters first, then those on the axes. */
export class FilterList extends Region {
  #filters = h('div', { class: 'filter-zone', 'data-drop': 'combo' });
  #title = h('h2', { class: 'side-title' }, 'Filters');
  #folded = h('p', { class: 'folded' });
  /** @type {Map<string, FilterGroup>} */
  #groups = new Map();

  build() {
    this.#filters.append(this.#title);
    this.append(this.#filters, this.#folded);
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    // The runs above come first: what stands below them must not be pushed down.
    this.hidden = state.run === null || state.runs === null;
    if (!any(changed, 'run', 'mapping', 'filters', 'singles', 'duplicates')) return;
    const dimensions = state.run?.dimensions ?? [];
    const shown = ordered(dimensions.filter(varies), state);
    for (const [name, group] of this.#groups) {
      if (shown.some((each) => each.name === name)) continue;
      group.element.remove();
      this.#groups.delete(name);
    }
    /** @type {Element} */
    let previous = this.#title;
    for (const dimension of shown) {
      const group = this.#groupOf(dimension, state);
      if (previous.nextElementSibling !== group.element) previous.after(group.element);
      previous = group.element;
      group.show(dimension, state);
    }
    this.#filters.hidden = shown.length === 0;
    this.#fold(constants(dimensions));
  }

  /**
   * @param {Dimension} dimension
   * @param {State} state
   */
  #groupOf(dimension, state) {
    const before = this.#groups.get(dimension.name);
    if (before) return before;
    const open =
      state.mapping?.combos.includes(dimension.name) === true &&
      !(dimension.name in state.duplicates) &&
      dimension.values.length <= 24;
    const group = new FilterGroup(dimension.name, open, (name, detail) => this.wish(name, detail), this.signal);
    this.#groups.set(dimension.name, group);
    return group;
  }

  /** @param {Dimension[]} dimensions */
  #fold(dimensions) {
    this.#folded.hidden = dimensions.length === 0;
    this.#folded.replaceChildren(
      h('span', { class: 'folded-title' }, 'The same everywhere: '),
      ...dimensions.map(({ name, values }) =>
        h(
          'span',
          { class: 'folded-part', title: values[0].value, dir: 'auto' },
          `${name} ${shorten(values[0].value, 40)}`,
        ),
      ),
    );
  }
}

/**
 * Filters first, then what lies on the axes, then what only repeats.
 * @param {Dimension[]} dimensions
 * @param {State} state
 */
function ordered(dimensions, { mapping, duplicates }) {
  const rank = (/** @type {Dimension} */ { name }) => (name in duplicates ? 2 : mapping?.combos.includes(name) ? 0 : 1);
  return [...dimensions].sort((a, b) => rank(a) - rank(b));
}
