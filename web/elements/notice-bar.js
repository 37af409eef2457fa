// @ts-check
import { attribute, h, setText } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';
import { withKey } from '../model/keys.js';
import { apartOf, factsOf, noticesOf } from '../model/notices.js';

/** @typedef {import('../model/types.js').State} State */

/** One quiet line under the grid, always there so that nothing jumps: what there is to know, else how much is shown. */
export class NoticeBar extends Region {
  #notice = h('p', { class: 'notice', role: 'status' });
  #facts = h('p', { class: 'notice' });
  #apart = h('button', {
    type: 'button',
    class: 'notice-button',
    hidden: true,
    title: withKey('Show which files', 'apart'),
    onclick: () => this.wish('apart'),
  });

  build() {
    this.append(this.#notice, this.#facts, this.#apart);
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (!any(changed, 'connection', 'run', 'grid', 'health', 'problem')) return;
    const text = noticesOf(state).join(' · ');
    setText(this.#notice, text);
    attribute(this.#notice, 'title', text || null);
    this.#notice.classList.toggle('is-warning', state.connection === 'gone' || state.connection === 'denied');
    setText(this.#facts, text || !state.run ? '' : factsOf(state.run));
    const apart = state.run ? apartOf(state.run) : '';
    setText(this.#apart, apart);
    this.#apart.hidden = apart === '';
  }
}
