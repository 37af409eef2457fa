// @ts-check
import { textButton } from '../lib/button.js';
import { h } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';

/** @typedef {import('../model/types.js').State} State */

/** @param {string} name */
const key = (name) => h('kbd', null, name);

const byKeys = () => [
  ['Press ', key('←'), ' and ', key('→'), ' to flip through the training.'],
  ['Double-click a picture: every cell shows that detail. ', key('0'), ' goes back.'],
  ['Click a picture to see it whole, with its prompt. ', key('?'), ' shows all keys.'],
];

const byTouch = () => [
  ['Drag the slider below to flip through the training.'],
  ['Pinch or double-tap a picture: every cell shows that detail.'],
  ['Tap a picture to see it whole; hold it to move it alone.'],
];

/** Three hints on the first visit, and never again. */
export class HintCards extends Region {
  build() {
    const hints = matchMedia('(hover: none)').matches ? byTouch() : byKeys();
    this.append(
      h(
        'div',
        { class: 'hints', role: 'note', 'aria-label': 'First steps' },
        h('ol', null, ...hints.map((hint) => h('li', null, ...hint))),
        textButton('Got it', () => this.wish('hide-hints'), { classes: 'is-accent', title: 'Never show these again' }),
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
