import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidatePairs, constants, duplicatesOf, saysTheSame } from '../../web/model/dimensions.js';

const dimension = (name, counts) => ({
  name,
  type: 'text',
  values: counts.map((count, index) => ({ value: `${name}${index}`, count })),
});
const answer = (cells, unplaced = 0) => ({
  x: { dimension: 'a', values: cells[0].map(String) },
  y: { dimension: 'b', values: cells.map(String) },
  cells: cells.map((row) => row.map((image) => [image])),
  unplaced,
});

test('only dimensions that cover as many images value by value are asked for', () => {
  const pairs = candidatePairs([
    dimension('checkpoint', [6, 6]),
    dimension('step', [6, 6]),
    dimension('cfg', [4, 8]),
    dimension('one', [12]),
  ]);
  assert.deepEqual(
    pairs.map(([a, b]) => [a.name, b.name]),
    [['checkpoint', 'step']],
  );
});

test('a checkpoint may have one value more than the step it bears', () => {
  const pairs = candidatePairs([
    dimension('checkpoint', [6, 6, 6]),
    dimension('step', [6, 6]),
    dimension('cfg', [6, 6, 6]),
    dimension('seed', [6, 6]),
  ]);
  assert.deepEqual(
    pairs.map(([a, b]) => [a.name, b.name]),
    [
      ['checkpoint', 'step'],
      ['checkpoint', 'cfg'],
      ['checkpoint', 'seed'],
      ['step', 'seed'],
    ],
  );
  assert.equal(
    saysTheSame({
      ...answer(
        [
          [0, null, null],
          [null, 1, null],
        ],
        6,
      ),
    }),
    true,
  );
  assert.equal(
    saysTheSame({
      ...answer(
        [
          [0, null, 2],
          [null, 1, null],
        ],
        6,
      ),
    }),
    false,
  );
});

test('a square with one image in each row and column says the same', () => {
  assert.equal(
    saysTheSame(
      answer([
        [0, null],
        [null, 1],
      ]),
    ),
    true,
  );
  assert.equal(
    saysTheSame(
      answer([
        [null, 0],
        [1, null],
      ]),
    ),
    true,
  );
});

for (const [why, cells, unplaced] of [
  [
    'every pair exists',
    [
      [0, 1],
      [2, 3],
    ],
    0,
  ],
  [
    'two rows share a column',
    [
      [0, null],
      [1, null],
    ],
    0,
  ],
  [
    'images lack one of the two',
    [
      [0, null],
      [null, 1],
    ],
    3,
  ],
]) {
  test(`it does not when ${why}`, () => assert.equal(saysTheSame(answer(cells, unplaced)), false));
}

test('the better known name stays, the other is its double', () => {
  assert.deepEqual(
    duplicatesOf([
      ['step', 'checkpoint'],
      ['index', 'prompt_name'],
    ]),
    { step: 'checkpoint', index: 'prompt_name' },
  );
});

test('a chain of doubles ends in one name', () => {
  assert.deepEqual(
    duplicatesOf([
      ['step', 'epoch'],
      ['checkpoint', 'step'],
      ['checkpoint', 'epoch'],
    ]),
    { epoch: 'checkpoint', step: 'checkpoint' },
  );
});

test('what has one value is folded', () => {
  assert.deepEqual(
    constants([dimension('a', [1]), dimension('b', [1, 2])]).map((each) => each.name),
    ['a'],
  );
});
