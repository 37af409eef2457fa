import assert from 'node:assert/strict';
import { test } from 'node:test';
import { affordable, cellPosition, moved, placeOf, positionOf, ring, withOffset } from '../../web/model/positions.js';

for (const [position, change, loop, expected] of [
  [7, 1, true, 0],
  [0, -1, true, 7],
  [7, 1, false, 7],
  [0, -1, false, 0],
  [3, 2, true, 5],
]) {
  test(`from ${position} by ${change}, loop ${loop}: ${expected}`, () =>
    assert.equal(moved(position, change, 8, loop), expected));
}

for (const [values, expected] of [
  [['a', 'm-2', 'm'], 1],
  [['100', '200'], 1],
  [['1', '2', '3'], 2],
  [['x'], -1],
]) {
  test(`a checkpoint stands at ${expected} of ${values}`, () =>
    assert.equal(placeOf(values, { name: 'm-2', step: 200, epoch: 3 }), expected));
}

test('without a value the slider stands at the newest', () => {
  assert.equal(positionOf(['a', 'b', 'c'], null), 2);
  assert.equal(positionOf(['a', 'b', 'c'], 'gone'), 2);
  assert.equal(positionOf(['a', 'b', 'c'], 'a'), 0);
  assert.equal(positionOf([], 'a'), 0);
});

test('a cell that is held back stays within the values', () => {
  assert.equal(cellPosition(1, -3, 8), 0);
  assert.equal(cellPosition(5, 2, 8), 7);
  assert.equal(cellPosition(7, 2, 8), 7);
  assert.equal(cellPosition(4, undefined, 8), 4);
});

test('an offset of nothing is no offset', () => {
  assert.deepEqual(withOffset({ a: 2 }, 'a', 0), {});
  assert.deepEqual(withOffset({}, 'a', -1), { a: -1 });
});

test('positions are decoded nearest first, ahead before behind', () => {
  assert.deepEqual(ring(3, 8, 1, 99), [3, 4, 2, 5, 1, 6, 0, 7]);
  assert.deepEqual(ring(3, 8, -1, 4), [3, 2, 4, 1]);
  assert.deepEqual(ring(0, 3, -1, 99), [0, 1, 2]);
  assert.deepEqual(ring(0, 1, 1, 99), [0]);
});

test('the budget decides how many positions are held, and one always is', () => {
  assert.equal(affordable(1000, 10, 10), 10);
  assert.equal(affordable(1000, 10, 1_000_000), 1);
});
