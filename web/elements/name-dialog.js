// @ts-check
import { textButton } from '../lib/button.js';
import { h } from '../lib/dom.js';
import { Region } from '../lib/region.js';

/** @typedef {import('../model/types.js').State} State */

/** Asks for a preset's name. */
export class NameDialog extends Region {
  #title = h('h2', { class: 'dialog-title', id: 'name-title' });
  #input = h('input', {
    class: 'input',
    required: true,
    maxLength: 200,
    'aria-label': 'Preset name',
    autocomplete: 'off',
  });
  #dialog = h('dialog', { class: 'small-dialog', 'aria-labelledby': 'name-title' });
  /** @type {'save'|'rename'} */
  #purpose = 'save';

  build() {
    const form = h(
      'form',
      { method: 'dialog', class: 'dialog-form' },
      this.#title,
      this.#input,
      h(
        'div',
        { class: 'dialog-actions' },
        textButton('Cancel', () => this.#dialog.close(), {}),
        h('button', { type: 'submit', class: 'button is-accent' }, 'Save'),
      ),
    );
    form.addEventListener(
      'submit',
      (event) => {
        event.preventDefault();
        const name = this.#input.value.trim();
        if (!name) return;
        this.#dialog.close();
        this.wish(this.#purpose === 'save' ? 'save-as' : 'rename', name);
      },
      { signal: this.signal },
    );
    this.#dialog.addEventListener('close', () => this.wish('asked'), { signal: this.signal });
    this.#dialog.append(form);
    this.append(this.#dialog);
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (!changed.has('asking') || !state.asking || this.#dialog.open) return;
    this.#purpose = state.asking;
    const chosen = state.presets.find((each) => each.id === state.presetId);
    this.#title.textContent = state.asking === 'save' ? 'Save this mapping as' : 'Rename the preset';
    this.#input.value = state.asking === 'rename' ? (chosen?.name ?? '') : suggestion(state);
    this.#dialog.showModal();
    this.#input.select();
  }
}

/** @param {State} state */
const suggestion = ({ mapping }) => [mapping?.x, mapping?.y, mapping?.slider].filter(Boolean).join(' × ');
