// @ts-check
import { iconButton } from '../lib/button.js';
import { h } from '../lib/dom.js';
import { Region } from '../lib/region.js';
import { KEYS, shown } from '../model/keys.js';

/** @typedef {import('../model/types.js').State} State */

const WALK = [
  [['Tab'], 'Into the grid, and out of it'],
  [['→', '←', '↑', '↓'], 'From cell to cell, and to the headers'],
  [['Enter'], 'Open the image, or keep that value only'],
];

const MOUSE = [
  ['Click', 'Open an image'],
  ['Double click', 'Look at that detail in every cell, or back to fit'],
  ['Drag', 'Pan every cell while zoomed'],
  ['Wheel', 'Zoom where nothing scrolls; with Alt always'],
  ['Ctrl + wheel', 'Size the cells'],
  ['Click a header', 'Only that value, or all again'],
  ['Two fingers', 'Pinch to zoom every cell'],
  ['Hold a finger', 'Move that cell alone'],
  ['Stroke', 'The next image, while one is open'],
];

export class HelpDialog extends Region {
  #dialog = h('dialog', { class: 'wide-dialog', 'aria-labelledby': 'help-title' });

  build() {
    const groups = [...new Set(KEYS.map((key) => key.group))];
    this.#dialog.append(
      h(
        'header',
        { class: 'dialog-head' },
        h('h2', { class: 'dialog-title', id: 'help-title' }, 'All keys'),
        iconButton('close', 'Close', 'Close (Esc)', () => this.#dialog.close()),
      ),
      h(
        'div',
        { class: 'help-groups' },
        ...groups.map((group) =>
          section(
            group,
            KEYS.filter((key) => key.group === group).map((key) => [key.keys.map(shown), key.label]),
          ),
        ),
        section('Cell by cell', WALK),
        section(
          'Mouse and touch',
          MOUSE.map(([what, does]) => [[what], does]),
        ),
      ),
    );
    this.#dialog.addEventListener('close', () => this.wish('close-panel'), { signal: this.signal });
    this.append(this.#dialog);
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (!changed.has('panel')) return;
    if (state.panel === 'help' && !this.#dialog.open) this.#dialog.showModal();
    if (state.panel !== 'help' && this.#dialog.open) this.#dialog.close();
  }
}

/**
 * @param {string} title
 * @param {[string[], string][]|any[]} rows
 */
const section = (title, rows) =>
  h(
    'section',
    { class: 'help-group' },
    h('h3', null, title),
    h(
      'dl',
      null,
      ...rows.map(([keys, label]) =>
        h(
          'div',
          { class: 'help-row' },
          h('dt', null, ...keys.map((/** @type {string} */ key) => h('kbd', null, key))),
          h('dd', null, label),
        ),
      ),
    ),
  );
