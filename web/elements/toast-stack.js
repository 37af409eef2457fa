// @ts-check
import { iconButton, textButton } from '../lib/button.js';
import { fill, h } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';

/** @typedef {import('../model/types.js').State} State */

/** Short messages. The open image makes the page behind it inert, so it has a stack of its own. */
export class ToastStack extends Region {
  build() {
    this.setAttribute('role', 'status');
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update({ toasts, open }, changed) {
    if (!any(changed, 'toasts', 'open')) return;
    const here = (this.closest('dialog') !== null) === (open !== null);
    fill(this, ...(here ? toasts : []).map((toast) => this.#toast(toast)));
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
      iconButton('close', 'Close message', 'Close this message', close),
    );
  }
}
