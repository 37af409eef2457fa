// @ts-check
import { fill, h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { bytes, date } from '../model/format.js';

/** @typedef {import('../model/types.js').ImageDetail} ImageDetail */

const SOURCES = { filename: 'file name', folder: 'folder', metadata: 'embedded' };
const LONG = /prompt/i;

/**
 * What is known of one image, as text throughout: names and prompts can hold anything.
 * @param {HTMLElement} place
 * @param {ImageDetail} image
 * @param {(text: string) => void} copy
 */
export function showFacts(place, image, copy) {
  const { dimensions } = image;
  const parameters = image.parameters ?? [];
  const long = parameters.filter(({ name }) => LONG.test(name));
  // What a dimension says already is not said again.
  const short = parameters.filter(
    ({ name, value }) => !LONG.test(name) && !dimensions.some((each) => each.name === name && each.value === value),
  );
  const told = new Set(long.map(({ name }) => name));
  fill(
    place,
    image.problem ? h('p', { class: 'problem' }, image.problem) : null,
    section(
      'Dimensions',
      dimensions
        .filter(({ name, source }) => !told.has(name) || source !== 'metadata')
        .map(({ name, value, source }) => [
          name,
          value,
          SOURCES[/** @type {keyof typeof SOURCES} */ (source)] ?? source,
        ]),
    ),
    ...(image.disagreements?.length ? [disagreements(image.disagreements)] : []),
    ...long.map(({ name, value }) => textBlock(name.replace('_', ' '), value, copy)),
    short.length > 0
      ? section(
          image.dialect ? `More parameters (${image.dialect})` : 'More parameters',
          short.map(({ name, value }) => [name, value, '']),
        )
      : null,
    section('File', [
      ['path', image.path, ''],
      ['size', `${image.width} × ${image.height}, ${bytes(image.size)}, ${image.format}`, ''],
      ['written', date(image.modified_at), ''],
    ]),
    ...(image.text ?? []).map(({ keyword, text }) => rawText(keyword, text, copy)),
  );
}

/**
 * @param {string} title
 * @param {[string, string, string][]|string[][]} rows
 */
function section(title, rows) {
  return h(
    'section',
    { class: 'fact-section' },
    h('h3', null, title),
    rows.length === 0
      ? h('p', { class: 'quiet' }, 'none')
      : h(
          'dl',
          { class: 'facts' },
          ...rows.flatMap(([name, value, source]) => [
            h('dt', { dir: 'auto' }, name),
            h(
              'dd',
              { dir: 'auto' },
              value === '' ? '(empty)' : value,
              source ? h('span', { class: 'source' }, source) : null,
            ),
          ]),
        ),
  );
}

/** @param {unknown[]} rows */
function disagreements(rows) {
  return h(
    'section',
    { class: 'fact-section' },
    h('h3', null, 'Sources disagree'),
    h(
      'ul',
      { class: 'disagreements' },
      ...rows.map((row) =>
        h(
          'li',
          { dir: 'auto' },
          typeof row === 'string'
            ? row
            : Object.entries(/** @type {object} */ (row))
                .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
                .join(', '),
        ),
      ),
    ),
  );
}

/**
 * @param {string} title
 * @param {string} text
 * @param {(text: string) => void} copy
 */
const textBlock = (title, text, copy) =>
  h(
    'section',
    { class: 'fact-section' },
    h('div', { class: 'fact-head' }, h('h3', null, title), copyButton(title, text, copy)),
    h('p', { class: 'prose', dir: 'auto' }, text),
  );

/**
 * @param {string} keyword
 * @param {string} text
 * @param {(text: string) => void} copy
 */
const rawText = (keyword, text, copy) =>
  h(
    'details',
    { class: 'raw' },
    h('summary', null, `Raw text: ${keyword}`),
    copyButton(keyword, text, copy),
    h('pre', { dir: 'auto', tabIndex: 0 }, text),
  );

/**
 * @param {string} title
 * @param {string} text
 * @param {(text: string) => void} copy
 */
const copyButton = (title, text, copy) =>
  h(
    'button',
    {
      type: 'button',
      class: 'button is-icon is-small',
      'aria-label': `Copy ${title}`,
      title: `Copy ${title}`,
      onclick: () => copy(text),
    },
    icon('copy'),
  );
