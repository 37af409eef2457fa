// @ts-check
import { iconButton } from '../lib/button.js';
import { h, setOptions } from '../lib/dom.js';
import { dragChip } from '../lib/drag-chip.js';
import { icon } from '../lib/icons.js';
import { any, Region } from '../lib/region.js';
import { withKey } from '../model/keys.js';
import { AXES } from '../model/mapping.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Axis} Axis */

const NAMES = { x: 'X axis', y: 'Y axis', slider: 'Slider' };

/** Which dimension lies on X, on Y and on the slider: chosen, dragged, or moved by keys. */
export class AxisBar extends Region {
  /** @type {Record<string, {select: HTMLSelectElement, grip: HTMLButtonElement, field: HTMLElement}>} */
  #fields = {};

  build() {
    for (const axis of AXES) this.#fields[axis] = this.#field(axis);
    const swap = iconButton('swap', 'Swap X and Y', withKey('Swap X and Y', 'swap'), () => this.wish('swap'));
    this.append(this.#fields.x.field, swap, this.#fields.y.field, this.#fields.slider.field);
  }

  /** @param {Axis} axis */
  #field(axis) {
    const select = h('select', {
      class: 'select',
      'aria-label': NAMES[axis],
      title: `The dimension on ${axis === 'slider' ? 'the slider' : axis.toUpperCase()}`,
    });
    select.addEventListener('change', () => this.wish('map', { name: select.value || null, role: axis }), {
      signal: this.signal,
    });
    const grip = h('button', { type: 'button', class: 'grip' }, icon('grip'));
    dragChip(
      grip,
      () => select.value,
      (detail) => this.wish('map', detail),
      this.signal,
    );
    const field = h(
      'div',
      { class: 'field axis-field', 'data-drop': axis },
      grip,
      h('span', { class: 'field-name', 'aria-hidden': 'true' }, axis === 'slider' ? 'Slider' : axis.toUpperCase()),
      select,
    );
    return { select, grip, field };
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (!any(changed, 'run', 'mapping', 'duplicates')) return;
    const dimensions = state.run?.dimensions ?? [];
    const options = dimensions.map(({ name, values }) => ({
      value: name,
      label: labelOf(name, values.length, state.duplicates[name]),
    }));
    for (const axis of AXES) {
      const { select, grip } = this.#fields[axis];
      const value = state.mapping?.[axis] ?? '';
      setOptions(select, [{ value: '', label: 'none' }, ...options], value);
      grip.disabled = value === '';
      grip.setAttribute('aria-label', value ? `Move ${value}` : 'Nothing to move');
      grip.title = value ? `Drag ${value} to another place, or press for a menu` : '';
    }
  }
}

/**
 * @param {string} name
 * @param {number} count
 * @param {string|undefined} same
 */
const labelOf = (name, count, same) => (same ? `${name} (= ${same})` : count === 1 ? `${name} (one value)` : name);
