// @ts-check
import { textButton } from '../lib/button.js';
import { h } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';

/** @typedef {import('../model/types.js').State} State */

/** Three hints on the first visit, and never again. */
export class HintCards extends Region {
  build() {
    this.append(
      h(
        'div',
        { class: 'hints', role: 'note', 'aria-label': 'First steps' },
        h(
          'ol',
          null,
          h('li', null, 'Press ', h('kbd', null, '←'), ' and ', h('kbd', null, '→'), ' to flip through the training.'),
          h('li', null, 'Double-click a picture: every cell shows that detail. ', h('kbd', null, '0'), ' goes back.'),
          h('li', null, 'Click a picture to see it whole, with its prompt. ', h('kbd', null, '?'), ' shows all keys.'),
        ),
        textButton('Got it', () => this.wish('hide-hints'), { classes: 'is-accent' }),
      ),
    );
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (any(changed, 'hints', 'grid')) this.hidden = !state.hints || state.grid === null;
  }
}
