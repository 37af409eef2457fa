import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageAt, tilesFor, tileShape } from '../../web/model/tiles.js';

for (const [columns, positions] of [
  [3, 1],
  [200, 1],
  [200, 20],
  [5000, 1],
  [10, 90_000],
  [1, 1],
]) {
  test(`${columns} columns × ${positions} positions are asked for in answers that the server gives`, () => {
    const { tileColumns, tileRows } = tileShape(columns, positions);
    assert.ok(tileColumns >= 1 && tileRows >= 1);
    assert.ok(tileColumns * tileRows * positions <= 100_000);
  });
}

test('a window is covered by whole tiles', () => {
  const tiles = tilesFor({ columns: { from: 9, to: 11 }, rows: { from: 0, to: 5 } }, { tileColumns: 10, tileRows: 5 });
  assert.deepEqual(tiles, [
    { key: '0,0', column: 0, row: 0 },
    { key: '1,0', column: 10, row: 0 },
  ]);
});

test('even an empty window asks for its tile', () => {
  assert.equal(
    tilesFor({ columns: { from: 0, to: 0 }, rows: { from: 0, to: 0 } }, { tileColumns: 4, tileRows: 4 }).length,
    1,
  );
});

test('an image is found in its tile; none and not yet read are told apart', () => {
  const image = { path: 'a.png', version: '1', count: 1 };
  const tile = {
    window: { x_from: 2, x_count: 2, y_from: 2, y_count: 2 },
    images: [image],
    cells: [
      [
        [null, 0],
        [null, null],
      ],
      [
        [0, null],
        [null, null],
      ],
    ],
  };
  const grid = { tileColumns: 2, tileRows: 2, tiles: new Map([['1,1', tile]]) };
  assert.equal(imageAt(grid, 2, 2, 1), image);
  assert.equal(imageAt(grid, 2, 2, 0), null);
  assert.equal(imageAt(grid, 2, 3, 0), image);
  assert.equal(imageAt(grid, 0, 0, 0), undefined);
});
