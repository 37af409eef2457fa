import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  GAP,
  LARGEST_CELL,
  LONGEST_SCROLL,
  SMALLEST_CELL,
  cellSize,
  extent,
  revealed,
  scrollMap,
  visible,
} from '../../web/model/layout.js';

const room = { width: 1000, height: 700 };

test('a small grid fits whole, as large as it can', () => {
  const cell = cellSize({ columns: 3, rows: 2, room, aspect: 1, size: null });
  assert.ok(extent(3, cell.width + GAP) <= room.width);
  assert.ok(extent(2, cell.height + GAP) <= room.height);
  assert.equal(cell.width, 328);
});

test('a large grid keeps its pictures readable and scrolls', () => {
  const cell = cellSize({ columns: 200, rows: 500, room, aspect: 1, size: null });
  assert.ok(cell.width >= 120);
});

test('on a phone all columns matter more than large cells', () => {
  const phone = { width: 290, height: 460 };
  const cell = cellSize({ columns: 3, rows: 4, room: phone, aspect: 1, size: null });
  assert.ok(extent(3, cell.width + GAP) <= phone.width);
});

test('a wish is kept within sense, and the shape is the picture’s', () => {
  assert.deepEqual(cellSize({ columns: 3, rows: 3, room, aspect: 2, size: 300 }), { width: 300, height: 150 });
  assert.equal(cellSize({ columns: 3, rows: 3, room, aspect: 1, size: 9999 }).width, LARGEST_CELL);
  assert.equal(cellSize({ columns: 3, rows: 3, room, aspect: 1, size: 1 }).width, SMALLEST_CELL);
});

for (const [offset, expected] of [
  [0, { from: 0, to: 7 }],
  [1000, { from: 9, to: 17 }],
  [99_999, { from: 100, to: 100 }],
]) {
  test(`at ${offset}, ${JSON.stringify(expected)} of a hundred are placed`, () => {
    assert.deepEqual(visible(offset, 600, 100, 100), expected);
  });
}

test('nothing is placed where there is nothing', () => assert.deepEqual(visible(0, 600, 100, 0), { from: 0, to: 0 }));

test('a content longer than browsers scroll is reached to its very end', () => {
  const content = 40_000_000;
  const map = scrollMap(content, 600);
  assert.equal(map.length, LONGEST_SCROLL);
  assert.equal(map.toContent(map.length - 600), content - 600);
  assert.ok(Math.abs(map.toScroll(map.toContent(12_345)) - 12_345) < 1e-6);
});

test('a short content scrolls as it is', () => {
  const map = scrollMap(5000, 600);
  assert.equal(map.length, 5000);
  assert.equal(map.toContent(1234), 1234);
});

for (const [start, offset, expected] of [
  [500, 0, 0 + 500 + 100 - 400],
  [100, 300, 100],
  [320, 300, null],
]) {
  test(`what begins at ${start} is revealed from ${offset} by scrolling to ${expected}`, () => {
    assert.equal(revealed(start, 100, offset, 400), expected);
  });
}
