import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apartOf, factsOf, noticesOf } from '../../web/model/notices.js';

const run = {
  state: 'ready',
  image_count: 12,
  problem_count: 0,
  dimensions: [{ name: 'cfg', values: [] }],
  scan: null,
};
const calm = { connection: 'live', run, grid: { unplaced: 0 }, health: null, problem: null };

for (const [change, expected] of [
  [{}, []],
  [{ connection: 'gone' }, ['The server does not answer. Trying again…']],
  [{ run: { ...run, state: 'scanning', scan: { done: 1200, total: 5000 } } }, ['Reading images: 1,200 of 5,000']],
  [{ run: { ...run, state: 'scanning' } }, ['Reading images…']],
  [{ run: { ...run, state: 'unavailable' } }, ['The folder of this run cannot be read at present.']],
  [{ grid: { unplaced: 1 } }, ['1 image without a place in this layout']],
  [{ run: { ...run, dimensions: [] } }, ['12 images whose names tell no dimension: open the stack to see each']],
  [
    { health: { watch: { mode: 'poll', reason: 'a network folder' } } },
    ['New images are found by polling: a network folder'],
  ],
  [{ problem: 'too large', connection: 'gone' }, ['The server does not answer. Trying again…', 'too large']],
]) {
  test(`with ${JSON.stringify(change)} it says ${expected}`, () =>
    assert.deepEqual(noticesOf({ ...calm, ...change }), expected));
}

test('a calm run says how much it holds', () => assert.equal(factsOf(run), '12 images'));

for (const [change, expected] of [
  [{}, ''],
  [{ problem_count: 1 }, '1 problem'],
  [{ problem_count: 2, contact_sheets: [{ path: 'a.png', version: '1' }] }, '2 problems, 1 whole grid'],
  [{ contact_sheets: [{}, {}] }, '2 whole grids'],
]) {
  test(`with ${JSON.stringify(change)} it names ${expected || 'nothing'} beside the cells`, () =>
    assert.equal(apartOf({ ...run, ...change }), expected));
}
