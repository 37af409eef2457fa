// @ts-check
import { attribute, h, setText } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';
import { counted, number } from '../model/format.js';

/** @typedef {import('../model/types.js').State} State */

/** One quiet line under the grid, always there so that nothing jumps: what there is to know, else how much is shown. */
export class NoticeBar extends Region {
  #notice = h('p', { class: 'notice', role: 'status' });
  #facts = h('p', { class: 'notice' });

  build() {
    this.append(this.#notice, this.#facts);
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
  }
}

/** @param {import('../model/types.js').RunDetail} run */
function factsOf({ image_count, problem_count }) {
  const images = counted(image_count, 'image');
  return problem_count > 0 ? `${images}, ${counted(problem_count, 'problem')}` : images;
}

/** @param {State} state */
function noticesOf({ connection, run, grid, health, problem }) {
  const parts = [];
  if (connection === 'gone') parts.push('The server does not answer. Trying again…');
  if (connection === 'denied')
    parts.push('This server asks for its access token: open the page with the link that carries it.');
  if (problem && grid) parts.push(problem);
  if (run?.state === 'scanning') parts.push(progressOf(run));
  if (run?.state === 'unavailable') parts.push('The folder of this run cannot be read at present.');
  if (grid && grid.unplaced > 0) parts.push(`${counted(grid.unplaced, 'image')} without a place in this layout`);
  if (run && run.dimensions.length === 0 && run.image_count > 1)
    parts.push(`${counted(run.image_count, 'image')} whose names tell no dimension: open the stack to see each`);
  if (health?.watch?.mode === 'poll')
    parts.push(`New images are found by polling${health.watch.reason ? `: ${health.watch.reason}` : ''}`);
  return parts;
}

/** @param {import('../model/types.js').RunDetail} run */
const progressOf = ({ scan }) =>
  scan && scan.total > 0 ? `Reading images: ${number(scan.done)} of ${number(scan.total)}` : 'Reading images…';
