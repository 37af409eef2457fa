// @ts-check
import { fill, h } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';
import { counted, number } from '../model/format.js';

/** @typedef {import('../model/types.js').State} State */

/** One quiet line over the grid, only while there is something to know. It lies over the stage, so that nothing jumps. */
export class NoticeBar extends Region {
  #line = h('p', { class: 'notice', role: 'status' });

  build() {
    this.append(this.#line);
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    if (!any(changed, 'connection', 'run', 'grid', 'health', 'problem')) return;
    const parts = noticesOf(state);
    const text = parts.join(' · ');
    if (this.#line.textContent !== text) fill(this.#line, text);
    this.hidden = parts.length === 0;
  }
}

/** @param {State} state */
function noticesOf({ connection, run, grid, health, problem }) {
  const parts = [];
  if (connection === 'gone') parts.push('The server does not answer. Trying again…');
  if (connection === 'denied')
    parts.push('This server asks for its access token: open the page with the link that carries it.');
  if (problem && grid) parts.push(problem);
  if (run?.state === 'scanning')
    parts.push(
      run.scan && run.scan.total > 0
        ? `Reading images: ${number(run.scan.done)} of ${number(run.scan.total)}`
        : 'Reading images…',
    );
  if (run?.state === 'unavailable') parts.push('The folder of this run cannot be read at present.');
  if (grid && grid.unplaced > 0) parts.push(`${counted(grid.unplaced, 'image')} without a place in this layout`);
  if (health?.watch?.mode === 'poll')
    parts.push(`New images are found by polling${health.watch.reason ? `: ${health.watch.reason}` : ''}`);
  return parts;
}
