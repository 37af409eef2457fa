import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellLabel, shorten, shortLabels } from '../../web/model/labels.js';

test('values that differ in one number only are shown by that number', () => {
  assert.deepEqual(
    [...shortLabels(['m-step00001000', 'm-step00002000', 'm-step00012000']).values()],
    ['1000', '2000', '12000'],
  );
});

test('a final checkpoint without a number keeps its name', () => {
  assert.deepEqual([...shortLabels(['m-step00001000', 'm-step00002000', 'm']).values()], ['1000', '2000', 'm']);
});

for (const values of [
  ['forest', 'portal_hub'],
  ['1', '3', '7'],
  ['0.5', '1.0'],
  ['a1', 'b2'],
  ['x'],
  ['v1-step1', 'v2-step1', 'v2-step2'],
]) {
  test(`${values} stay as they are`, () => assert.deepEqual([...shortLabels(values).values()], values));
}

const PROMPT = 'A highly detailed photograph of a red fox, film grain, ';

test('long texts that begin alike are shown by what follows', () => {
  const values = [`${PROMPT}curled up in deep snow`, `${PROMPT}curious on a pier`];
  assert.deepEqual([...shortLabels(values).values()], ['…curled up in deep snow', '…curious on a pier']);
});

test('a beginning is kept where one text is nothing but it, and where all are short', () => {
  for (const values of [
    [PROMPT, `${PROMPT}at night`],
    ['a red fox in snow', 'a red fox in rain'],
    [`${PROMPT}alone`],
  ]) {
    const labels = [...shortLabels(values).values()];
    assert.ok(
      labels.every((label) => label !== '…'),
      labels.join(' | '),
    );
  }
  assert.equal(shortLabels(['a red fox in snow', 'a red fox in rain']).get('a red fox in rain'), 'a red fox in rain');
});

test('short labels never make two values look the same', () => {
  const values = ['run-001', 'run-01', 'run-1'];
  assert.equal(new Set(shortLabels(values).values()).size, 3);
});

test('a long text is cut at a word and keeps its emoji whole', () => {
  assert.equal(shorten('a portrait of a fox in the snow', 20), 'a portrait of a fox…');
  assert.equal(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2), '👩‍👩‍👧‍👦…');
  assert.equal(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2), '👩‍👩‍👧‍👦👩‍👩‍👧‍👦');
  assert.ok(shorten('x'.repeat(2000), 40).length <= 40);
});

test('a cell says its numbers with their dimension and its words alone', () => {
  const dimensions = [
    { name: 'cfg', type: 'integer', values: [] },
    { name: 'prompt', type: 'text', values: [] },
    { name: 'step', type: 'integer', values: [] },
  ];
  assert.equal(
    cellLabel(dimensions, [
      ['cfg', '3'],
      ['prompt', 'forest'],
      ['step', '1000'],
    ]),
    'cfg 3, forest, step 1000',
  );
  assert.equal(
    cellLabel(dimensions, [
      [undefined, null],
      ['prompt', 'forest'],
      [null, null],
    ]),
    'forest',
  );
});
