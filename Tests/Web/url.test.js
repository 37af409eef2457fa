import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromFragment, toFragment } from '../../web/model/url.js';
import { FIT } from '../../web/model/zoom.js';

const hostile = '"><img src=x onerror=alert(1)> % + & # ; 100%25 ‮قطة 🦊\n';
const state = {
  runId: `run/${hostile}`,
  mapping: { x: 'cfg', y: hostile, slider: null, combos: ['seed'] },
  filters: { seed: ['1', '2'], [hostile]: [hostile], none: [] },
  singles: ['seed'],
  at: hostile,
  cellSize: 240,
  view: { scale: 3.5, cx: 0.25, cy: 0.75 },
  open: { x: '3', y: hostile, layer: 2 },
  presetId: 'abc',
};

test('the whole view survives the address, whatever its names hold', () => {
  const back = fromFragment(`#${toFragment(state)}`);
  assert.deepEqual(back, {
    run: state.runId,
    axes: { x: 'cfg', y: hostile, slider: null },
    filters: state.filters,
    singles: ['seed'],
    at: hostile,
    cellSize: 240,
    view: state.view,
    open: state.open,
    preset: 'abc',
  });
});

test('an empty address asks for nothing', () => {
  assert.deepEqual(fromFragment(''), {
    run: null,
    axes: null,
    filters: {},
    singles: [],
    at: null,
    cellSize: null,
    view: FIT,
    open: null,
    preset: null,
  });
});

test('defaults do not lengthen the address', () => {
  const plain = {
    ...state,
    mapping: null,
    filters: {},
    singles: [],
    at: null,
    cellSize: null,
    view: FIT,
    open: null,
    presetId: null,
    runId: 'a b',
  };
  assert.equal(toFragment(plain), 'run=a+b');
});

for (const zoom of ['zoom=0.5,0.5,0.5', 'zoom=4', 'zoom=4,2,0', 'zoom=x,y,z', 'zoom=1e9,0,0', 'zoom=']) {
  test(`${zoom} is no zoom`, () => assert.equal(fromFragment(zoom).view, FIT));
}

for (const size of ['size=0', 'size=abc', 'size=', 'size=99999', 'size=-4']) {
  test(`${size} fits the window`, () => assert.equal(fromFragment(size).cellSize, null));
}

test('names of the language itself are plain names', () => {
  const back = fromFragment('f.__proto__=1&f.constructor=2');
  assert.deepEqual(Object.keys(back.filters), ['__proto__', 'constructor']);
});
