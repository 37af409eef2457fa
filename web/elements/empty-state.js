// @ts-check
import { textButton } from '../lib/button.js';
import { fill, h } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';
import { columnsOf, rowsOf } from '../model/tiles.js';

/** @typedef {import('../model/types.js').State} State */

/** Says why there is nothing to see, and what to do about it. */
export class EmptyState extends Region {
  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (!any(changed, 'runs', 'run', 'grid', 'filters', 'connection', 'problem')) return;
    const content = this.#content(state);
    this.hidden = content === null;
    if (content) fill(this, h('div', { class: 'empty' }, ...content));
  }

  /** @param {State} state */
  #content({ runs, run, grid, filters, connection, problem }) {
    if (connection === 'denied') {
      return [
        h('h2', null, 'This server asks for a token'),
        h('p', null, 'Open the page with the link that the server’s owner gave you; it carries the token.'),
      ];
    }
    if (problem && !grid) return [h('h2', null, 'This cannot be shown'), h('p', { dir: 'auto' }, problem)];
    if (runs !== null && runs.length === 0) return nothingFound();
    if (run && run.image_count === 0) {
      return [
        h('h2', null, run.state === 'scanning' ? 'Reading the first images…' : 'This run has no images yet'),
        h('p', null, 'They appear here by themselves as soon as the training writes them.'),
      ];
    }
    if (grid && (columnsOf(grid) === 0 || rowsOf(grid) === 0 || grid.slider?.values.length === 0)) {
      const filtered = Object.keys(filters).length > 0;
      return [
        h('h2', null, filtered ? 'No image passes the filters' : 'No image has a place in this layout'),
        h('p', null, filtered ? 'Take one away to see more.' : 'Choose other dimensions for X, Y and the slider.'),
        filtered ? textButton('Remove all filters', () => this.wish('filter-clear'), { classes: 'is-accent' }) : null,
      ];
    }
    return null;
  }
}

function nothingFound() {
  return [
    h('h2', null, 'No sample images found'),
    h(
      'p',
      null,
      'The server looked through its root folder and everything beneath it for .png, .jpg, .jpeg and .webp files.',
    ),
    h(
      'ul',
      null,
      h(
        'li',
        null,
        'Is it the right folder? Start the server with the folder that your training writes its samples to: ',
        h('code', null, 'checkpoint-sampler serve FOLDER'),
      ),
      h('li', null, 'Does the training still have to write its first samples? They appear here by themselves.'),
      h('li', null, 'To see why a file is not taken: ', h('code', null, 'checkpoint-sampler inspect FILE')),
    ),
  ];
}
