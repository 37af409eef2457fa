// @ts-check
import { fill, h } from '../lib/dom.js';
import { Panel } from '../lib/panel.js';
import { any } from '../lib/region.js';
import { counted, number } from '../model/format.js';
import { imageURL, thumbnailURL } from '../model/paths.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').RunDetail} RunDetail */

/** More pictures than anyone looks through here. */
const MOST = 100;

/** What the cells do not tell of a run: files with a problem, and pictures of whole grids. */
export class ApartPanel extends Panel {
  #shown = '';

  constructor() {
    super('apart', 'Beside the cells');
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    super.update(state, changed);
    if (!this.hidden && any(changed, 'panel', 'run')) this.#show(state.run);
  }

  /** @param {RunDetail|null} run */
  #show(run) {
    if (run === null) {
      this.#shown = '';
      return fill(this.body, h('p', { class: 'quiet' }, 'Reading…'));
    }
    const { id, problem_count: count, problems = [] } = run;
    const sheets = (run.contact_sheets ?? []).map(({ path, version }) => ({ path, version }));
    // A run that is being trained changes by the second: a list that stays must not lose its place or its focus.
    const content = JSON.stringify([id, count, problems, sheets]);
    if (content === this.#shown) return;
    this.#shown = content;
    if (problems.length + sheets.length === 0) {
      return fill(this.body, h('p', { class: 'quiet' }, 'No file of this run has a problem.'));
    }
    fill(
      this.body,
      ...section(counted(count, 'problem'), problems.map(problemRow), count),
      ...section(
        counted(sheets.length, 'picture of a whole grid', 'pictures of whole grids'),
        sheets.slice(0, MOST).map(sheetRow),
        sheets.length,
      ),
    );
  }
}

/**
 * @param {string} title
 * @param {HTMLElement[]} rows
 * @param {number} count of all there are
 */
const section = (title, rows, count) =>
  rows.length === 0
    ? []
    : [
        h('h3', { class: 'side-title' }, title),
        h('ul', { class: 'apart' }, ...rows),
        rows.length < count ? h('p', { class: 'quiet' }, `The first ${number(rows.length)} are listed.`) : null,
      ];

/** @param {{path: string, reason: string}} problem */
const problemRow = ({ path, reason }) =>
  h(
    'li',
    { class: 'apart-row' },
    path === '' ? null : h('p', { class: 'apart-path', dir: 'auto' }, path),
    h('p', { class: 'apart-reason', dir: 'auto' }, reason),
  );

/** @param {{path: string, version: string}} image */
const sheetRow = (image) =>
  h(
    'li',
    { class: 'apart-row' },
    h(
      'a',
      { class: 'apart-sheet', href: imageURL(image), target: '_blank', rel: 'noreferrer' },
      h('img', { src: thumbnailURL(image, 256), alt: '', loading: 'lazy' }),
      h('span', { class: 'apart-path', dir: 'auto' }, image.path),
    ),
  );
