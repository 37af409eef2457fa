// @ts-check
import { iconButton } from '../lib/button.js';
import { attribute, fill, h } from '../lib/dom.js';
import { Panel } from '../lib/panel.js';
import { any } from '../lib/region.js';
import { checkpoint as readCheckpoint } from '../data/api.js';
import { bytes, date, number } from '../model/format.js';
import { shorten } from '../model/labels.js';
import { placeOf, positionOf } from '../model/positions.js';

/** @typedef {import('../model/types.js').State} State */
/** @typedef {import('../model/types.js').Checkpoint} Checkpoint */

/** The run's checkpoints, each with what its file says of the training. */
export class CheckpointPanel extends Panel {
  /** @type {string|null} */
  #runId = null;

  constructor() {
    super('checkpoints', 'Checkpoints');
  }

  /**
   * @param {State} state
   * @param {Set<keyof State>} changed
   */
  update(state, changed) {
    super.update(state, changed);
    this.#runId = state.runId;
    if (this.hidden) return;
    if (any(changed, 'checkpoints', 'panel')) this.#show(state.checkpoints);
    if (any(changed, 'checkpoints', 'panel', 'at', 'grid')) this.#mark(state);
  }

  /**
   * Which of them the slider shows.
   * @param {State} state
   */
  #mark({ checkpoints, grid, at }) {
    const values = grid?.slider?.values ?? [];
    const position = positionOf(values, at);
    for (const [index, row] of [...this.body.querySelectorAll('li')].entries()) {
      const here = checkpoints?.[index] !== undefined && placeOf(values, checkpoints[index]) === position;
      attribute(row, 'aria-current', here ? 'true' : null);
    }
  }

  /** @param {Checkpoint[]|null} checkpoints */
  #show(checkpoints) {
    if (checkpoints === null) return fill(this.body, h('p', { class: 'quiet' }, 'Reading…'));
    if (checkpoints.length === 0)
      return fill(this.body, h('p', { class: 'quiet' }, 'No checkpoint of this run is known.'));
    const files = checkpoints.some((each) => each.has_file);
    fill(
      this.body,
      files
        ? null
        : h(
            'p',
            { class: 'quiet' },
            'No files of these checkpoints are known: ',
            h('code', null, 'checkpoint_dirs'),
            ' in the configuration names their folders.',
          ),
      h('ul', { class: 'checkpoints' }, ...checkpoints.map((each) => this.#row(each, files))),
    );
  }

  /**
   * @param {Checkpoint} checkpoint
   * @param {boolean} files whether any has one: else each need not say that it has none
   */
  #row(checkpoint, files) {
    const detail = h('div', { class: 'checkpoint-detail', hidden: true });
    const facts = [
      checkpoint.step === null ? null : `step ${number(checkpoint.step)}`,
      checkpoint.epoch === null ? null : `epoch ${number(checkpoint.epoch)}`,
      checkpoint.final ? 'final' : null,
      checkpoint.has_file ? bytes(checkpoint.size) : files ? 'no file' : null,
      checkpoint.modified_at ? date(checkpoint.modified_at) : null,
      checkpoint.has_samples ? null : 'no samples',
    ].filter(Boolean);
    const toggle = h(
      'button',
      {
        type: 'button',
        class: 'checkpoint',
        'aria-expanded': 'false',
        disabled: !checkpoint.has_file,
        title: checkpoint.has_file ? 'Show what the file says of its training' : 'There is no file to read',
        onclick: () => this.#open(checkpoint, toggle, detail),
      },
      h('span', { class: 'checkpoint-name', dir: 'auto' }, checkpoint.name),
      h('span', { class: 'checkpoint-facts' }, facts.join(' · ')),
    );
    const go = checkpoint.has_samples
      ? iconButton('right', `Show the samples of ${checkpoint.name}`, 'Move the slider here', () =>
          this.wish('show-checkpoint', checkpoint),
        )
      : null;
    return h(
      'li',
      { class: checkpoint.has_samples ? '' : 'is-bare' },
      h('div', { class: 'checkpoint-row' }, toggle, go),
      detail,
    );
  }

  /**
   * @param {Checkpoint} checkpoint
   * @param {HTMLElement} toggle
   * @param {HTMLElement} detail
   */
  async #open(checkpoint, toggle, detail) {
    detail.hidden = !detail.hidden;
    toggle.setAttribute('aria-expanded', String(!detail.hidden));
    if (detail.hidden || detail.childElementCount > 0 || this.#runId === null) return;
    fill(detail, h('p', { class: 'quiet' }, 'Reading…'));
    try {
      const { metadata } = await readCheckpoint(this.#runId, checkpoint.name);
      fill(detail, metadataList(metadata ?? {}));
    } catch (error) {
      fill(detail, h('p', { class: 'quiet' }, /** @type {Error} */ (error).message));
    }
  }
}

/** @param {Record<string, unknown>} metadata */
function metadataList(metadata) {
  const entries = Object.entries(metadata);
  if (entries.length === 0) return h('p', { class: 'quiet' }, 'The file says nothing of its training.');
  return h(
    'dl',
    { class: 'facts' },
    ...entries.flatMap(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return [
        h('dt', null, name),
        h('dd', { dir: 'auto', title: text.length > 300 ? text.slice(0, 2000) : '' }, shorten(text, 300)),
      ];
    }),
  );
}
