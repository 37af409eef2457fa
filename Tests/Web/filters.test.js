import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSolo, keep, matching, pruned, solo, stepped, toggled } from '../../web/model/filters.js';

const seed = { name: 'seed', type: 'integer', values: ['1', '2', '3'].map((value) => ({ value, count: 4 })) };

test('keeping all is no filter, keeping none is one', () => {
  assert.deepEqual(keep({ seed: ['1'] }, seed, ['3', '2', '1']), {});
  assert.deepEqual(keep({}, seed, []), { seed: [] });
});

test('values are kept in the order of the dimension', () => {
  assert.deepEqual(keep({}, seed, ['3', '1']), { seed: ['1', '3'] });
});

test('toggling takes one away and brings it back', () => {
  const without = toggled({}, seed, '2');
  assert.deepEqual(without, { seed: ['1', '3'] });
  assert.deepEqual(toggled(without, seed, '2'), {});
});

test('solo leaves one, solo again brings all back', () => {
  const alone = solo({}, seed, '2');
  assert.equal(isSolo(alone, 'seed', '2'), true);
  assert.deepEqual(solo(alone, seed, '2'), {});
  assert.deepEqual(solo(alone, seed, '3'), { seed: ['3'] });
});

for (const [from, direction, to] of [
  [['1'], 1, '2'],
  [['3'], 1, '1'],
  [['1'], -1, '3'],
  [undefined, 1, '1'],
  [undefined, -1, '3'],
]) {
  test(`stepping ${direction} from ${from} shows ${to}`, () => {
    assert.deepEqual(stepped(from ? { seed: from } : {}, seed, direction), { seed: [to] });
  });
}

test('the search wants every word, in any order and case', () => {
  const prompt = {
    name: 'prompt',
    type: 'text',
    values: ['A red fox', 'red car', 'Fox, very RED'].map((value) => ({ value, count: 1 })),
  };
  assert.deepEqual(
    matching(prompt, 'RED  fox').map((each) => each.value),
    ['A red fox', 'Fox, very RED'],
  );
  assert.equal(matching(prompt, '  ').length, 3);
});

test('after the run changed, what is unknown goes and what the user emptied stays', () => {
  assert.deepEqual(pruned({ seed: ['2', '9'], gone: ['x'] }, [seed]), { seed: ['2'] });
  assert.deepEqual(pruned({ seed: ['9'] }, [seed]), {});
  assert.deepEqual(pruned({ seed: [] }, [seed]), { seed: [] });
});
