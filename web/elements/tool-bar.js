// @ts-check
import { iconButton } from '../lib/button.js';
import { attribute } from '../lib/dom.js';
import { Region } from '../lib/region.js';
import { withKey } from '../model/keys.js';

/** @typedef {import('../model/types.js').State} State */

export class ToolBar extends Region {
  #theme = iconButton('theme', 'Light theme', withKey('Dark or light', 'theme'), () => this.wish('theme'));
  #checkpoints = iconButton('checkpoint', 'Checkpoints', withKey('Checkpoints of this run', 'checkpoints'), () =>
    this.wish('checkpoints'),
  );

  build() {
    this.append(
      this.#checkpoints,
      iconButton('link', 'Copy link', withKey('Copy a link to this view', 'copy-link'), () => this.wish('copy-link')),
      this.#theme,
      iconButton('help', 'All keys', 'All keys (?)', () => this.wish('help')),
    );
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (changed.has('theme')) attribute(this.#theme, 'aria-pressed', String(state.theme === 'light'));
    if (changed.has('panel')) attribute(this.#checkpoints, 'aria-pressed', String(state.panel === 'checkpoints'));
  }
}
