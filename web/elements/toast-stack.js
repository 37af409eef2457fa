// @ts-check
import { iconButton, textButton } from '../lib/button.js';
import { fill, h } from '../lib/dom.js';
import { Region } from '../lib/region.js';

/** @typedef {import('../model/types.js').State} State */

export class ToastStack extends Region {
  build() {
    this.setAttribute('role', 'status');
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (!changed.has('toasts')) return;
    fill(this, ...state.toasts.map((toast) => this.#toast(toast)));
    this.hidden = state.toasts.length === 0;
  }

  /** @param {import('../model/types.js').Toast} toast */
  #toast({ id, text, action }) {
    const close = () => this.wish('close-toast', id);
    return h(
      'div',
      { class: 'toast' },
      h('span', { dir: 'auto' }, text),
      action
        ? textButton(
            action.label,
            () => {
              close();
              this.wish(action.event, action.detail);
            },
            { classes: 'is-accent' },
          )
        : null,
      iconButton('close', 'Close message', 'Close', close),
    );
  }
}
