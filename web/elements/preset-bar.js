// @ts-check
import { iconButton, textButton } from '../lib/button.js';
import { h, setOptions } from '../lib/dom.js';
import { showMenu } from '../lib/menu.js';
import { any, Region } from '../lib/region.js';
import { withKey } from '../model/keys.js';
import { shorten } from '../model/labels.js';
import { byName, isChanged, isDefault } from '../model/presets.js';

/** @typedef {import('../model/types.js').State} State */

export class PresetBar extends Region {
  #select = h('select', { class: 'select', 'aria-label': 'Preset', title: 'A saved mapping of this run' });
  #mark = h('span', { class: 'changed-mark', role: 'status' });
  #save = textButton('Save preset', () => this.wish('save'), {
    title: withKey('Save this mapping as a preset', 'save'),
    picture: 'save',
    classes: 'save-preset',
  });
  #more = iconButton('more', 'More for presets', 'Rename, delete, default, export, import', () => this.#menu());
  #file = h('input', { type: 'file', accept: 'application/json,.json', hidden: true, 'aria-label': 'Presets file' });
  /** @type {State|null} */
  #state = null;

  build() {
    this.#more.setAttribute('aria-haspopup', 'menu');
    this.#select.addEventListener('change', () => this.wish('preset', this.#select.value), { signal: this.signal });
    this.#file.addEventListener(
      'change',
      () => {
        const file = this.#file.files?.[0];
        if (file) this.wish('import-presets', file);
        this.#file.value = '';
      },
      { signal: this.signal },
    );
    this.append(h('div', { class: 'field' }, this.#select, this.#mark), this.#save, this.#more, this.#file);
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    this.#state = state;
    if (!any(changed, 'presets', 'presetId', 'mapping', 'run')) return;
    const options = byName(state.presets).map((preset) => ({
      value: preset.id,
      label: `${shorten(preset.name, 40)}${isDefault(preset) ? ' (default)' : ''}`,
    }));
    const chosen = state.presets.find((each) => each.id === state.presetId);
    setOptions(this.#select, [{ value: '', label: 'No preset' }, ...options], chosen?.id ?? '');
    const moved = Boolean(
      chosen && state.mapping && state.run && isChanged(chosen, state.mapping, state.run.dimensions),
    );
    this.#mark.textContent = moved ? 'changed' : '';
    this.#save.disabled = !state.mapping || Boolean(chosen && !moved);
  }

  #menu() {
    if (!this.#state) return;
    const { presets, presetId } = this.#state;
    const chosen = presets.find((each) => each.id === presetId);
    const need = !chosen;
    showMenu(this.#more, 'Presets', [
      { label: 'Save as…', run: () => this.wish('ask-name', 'save') },
      { label: 'Rename…', run: () => this.wish('ask-name', 'rename'), disabled: need },
      {
        label: chosen && isDefault(chosen) ? 'No longer the default' : 'Default for this run',
        run: () => this.wish('make-default'),
        disabled: need,
      },
      { label: 'Delete', run: () => this.wish('delete-preset'), disabled: need },
      { label: 'Export…', run: () => this.wish('export-presets'), disabled: presets.length === 0 },
      { label: 'Import…', run: () => this.#file.click() },
    ]);
  }
}
