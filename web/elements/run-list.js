// @ts-check
import { attribute, fill, h } from '../lib/dom.js';
import { any, Region } from '../lib/region.js';
import { ago, counted, date } from '../model/format.js';
import { withKey } from '../model/keys.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').RunSummary} RunSummary */

/** More rows than anyone reads; the search reaches the rest. */
const MOST = 200;
const MINUTE = 60_000;
const LIVE = 10 * MINUTE;

export class RunList extends Region {
  #search = h('input', {
    type: 'search',
    class: 'input',
    placeholder: 'Search runs',
    'aria-label': 'Search runs',
    title: withKey('Search the training runs', 'search'),
  });
  #list = h('ul', { class: 'runs', 'aria-label': 'Runs' });
  /** @type {State|null} */
  #state = null;

  build() {
    this.#search.addEventListener('input', () => this.#show(), { signal: this.signal });
    const aging = setInterval(() => document.hidden || this.#show(), MINUTE);
    this.signal.addEventListener('abort', () => clearInterval(aging));
    this.append(h('h2', { class: 'side-title' }, 'Training runs'), this.#search, this.#list);
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    this.#state = state;
    if (any(changed, 'runs', 'runId')) this.#show();
  }

  #show() {
    const { runs, runId } = this.#state ?? { runs: null, runId: null };
    const words = this.#search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = (runs ?? []).filter((run) => words.every((word) => run.name.toLowerCase().includes(word)));
    const focused = /** @type {HTMLElement|null} */ (document.activeElement)?.dataset?.run;
    fill(this.#list, ...found.slice(0, MOST).map((run) => this.#row(run, run.id === runId)));
    if (found.length > MOST)
      this.#list.append(h('li', { class: 'quiet' }, `${found.length - MOST} more: search for them`));
    if (runs !== null && found.length === 0)
      this.#list.append(h('li', { class: 'quiet' }, words.length > 0 ? 'No run has this name.' : 'None yet.'));
    if (focused !== undefined && this.contains(this.#list)) {
      for (const button of this.#list.querySelectorAll('button')) if (button.dataset.run === focused) button.focus();
    }
  }

  /**
   * @param {RunSummary} run
   * @param {boolean} current
   */
  #row(run, current) {
    const now = Date.now();
    const live = run.state === 'scanning' || now - Date.parse(run.newest_image_at ?? '') < LIVE;
    const button = h(
      'button',
      {
        type: 'button',
        class: 'run',
        'data-run': run.id,
        title: `${run.name}\nnewest ${date(run.newest_image_at)}`,
        onclick: () => this.wish('run', run.id),
      },
      h('span', { class: 'run-name', dir: 'auto' }, run.name),
      h(
        'span',
        { class: 'run-facts' },
        live ? h('span', { class: 'live', title: 'New images came within ten minutes' }, 'live') : null,
        counted(run.image_count, 'image'),
        run.problem_count > 0 ? `, ${counted(run.problem_count, 'problem')}` : null,
        run.newest_image_at ? ` · ${ago(run.newest_image_at, now)}` : null,
        run.state === 'unavailable' ? ' · unavailable' : null,
      ),
    );
    attribute(button, 'aria-current', current ? 'true' : null);
    return h('li', null, button);
  }
}
