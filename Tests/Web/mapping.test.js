import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assign, defaultMapping, fitting, roleOf, swapped } from '../../web/model/mapping.js';

const dimensions = (...names) =>
  names.map((name) => {
    const [label, count = '3'] = name.split('*');
    return {
      name: label,
      type: 'text',
      values: Array.from({ length: Number(count) }, (_, index) => ({ value: String(index), count: 1 })),
    };
  });

for (const [names, duplicates, x, y, slider] of [
  [['checkpoint', 'step', 'cfg', 'prompt_name', 'seed'], { step: 'checkpoint' }, 'cfg', 'prompt_name', 'checkpoint'],
  [['seed', 'prompt', 'step'], {}, 'seed', 'prompt', 'step'],
  [['epoch', 'prompt', 'steps*1'], {}, null, 'prompt', 'epoch'],
  [['steps', 'sampler', 'prompt'], {}, 'sampler', 'prompt', 'steps'],
  [
    ['checkpoint', 'index', 'prompt_name', 'seed*400', 'zeta'],
    { index: 'prompt_name' },
    'zeta',
    'prompt_name',
    'checkpoint',
  ],
  [['a', 'b*1', 'c*0'], {}, 'a', null, null],
  [['seed', 'cfg', 'epoch'], {}, 'cfg', 'seed', 'epoch'],
  [['seed', 'epoch'], {}, 'seed', null, 'epoch'],
  [[], {}, null, null, null],
]) {
  test(`a run of ${names} opens with x ${x}, y ${y}, slider ${slider}`, () => {
    const mapping = defaultMapping(dimensions(...names), duplicates);
    assert.deepEqual({ x: mapping.x, y: mapping.y, slider: mapping.slider }, { x, y, slider });
    const placed = [x, y, slider].filter(Boolean);
    assert.deepEqual(
      [...placed, ...mapping.combos].sort(),
      dimensions(...names)
        .map((each) => each.name)
        .sort(),
    );
  });
}

const all = dimensions('a', 'b', 'c', 'd');
const start = { x: 'a', y: 'b', slider: 'c', combos: ['d'] };

for (const [what, name, role, expected] of [
  ['a filter takes an axis, whose holder becomes a filter', 'd', 'x', { x: 'd', y: 'b', slider: 'c', combos: ['a'] }],
  ['two axes change places', 'a', 'y', { x: 'b', y: 'a', slider: 'c', combos: ['d'] }],
  ['an axis goes to the filters', 'b', 'combo', { x: 'a', y: null, slider: 'c', combos: ['b', 'd'] }],
  ['an axis is emptied', null, 'slider', { x: 'a', y: 'b', slider: null, combos: ['c', 'd'] }],
  ['what is already there stays', 'a', 'x', start],
]) {
  test(what, () => assert.deepEqual(assign(start, name, role, all), expected));
}

test('swapping X and Y twice is where one began', () => {
  assert.deepEqual(swapped(swapped(start)), start);
  assert.equal(swapped(start).x, 'b');
});

test('a role is found again', () => {
  assert.equal(roleOf(start, 'c'), 'slider');
  assert.equal(roleOf(start, 'd'), 'combo');
});

test('a wish that this run cannot fulfil whole is fulfilled in part, and the rest is named', () => {
  const { mapping, missing } = fitting({ x: 'lora', y: 'b', slider: 'b', combos: ['c', 'gone', 7] }, all);
  assert.deepEqual(mapping, { x: null, y: 'b', slider: null, combos: ['a', 'c', 'd'] });
  assert.deepEqual(missing, ['lora', 'gone']);
});
