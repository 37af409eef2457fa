// @ts-check
import { iconButton } from '../lib/button.js';
import { attribute, h, setOptions } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';
import { withKey } from '../model/keys.js';
import { shorten } from '../model/labels.js';

/** @typedef {import('../model/types.js').State} State */

export class RunBar extends Region {
  #select = h('select', {
    class: 'select run-select',
    'aria-label': 'Training run',
    title: 'The training run on screen',
  });
  #side = iconButton('side', 'Side panel', withKey('Show or hide the side panel', 'side'), () => this.wish('side'));

  build() {
    this.#side.setAttribute('aria-controls', 'side');
    this.#select.addEventListener('change', () => this.wish('run', this.#select.value), { signal: this.signal });
    this.append(this.#side, h('div', { class: 'field run-field' }, this.#select));
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (changed.has('side')) attribute(this.#side, 'aria-expanded', String(state.side));
    if (!any(changed, 'runs', 'runId')) return;
    const options = (state.runs ?? []).map((run) => ({ value: run.id, label: shorten(run.name, 60) }));
    if (state.runId !== null && !options.some((each) => each.value === state.runId)) {
      options.unshift({ value: state.runId, label: shorten(state.runId, 60) });
    }
    if (options.length === 0) options.push({ value: '', label: state.runs === null ? 'Reading…' : 'No training runs' });
    setOptions(this.#select, options, state.runId ?? '');
  }
}
