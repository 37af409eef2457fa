import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  FIT,
  LARGEST_SCALE,
  isFit,
  panned,
  placement,
  region,
  settled,
  toggledAt,
  zoomedAt,
} from '../../web/model/zoom.js';

const image = { width: 1000, height: 500 };
const cell = { width: 200, height: 200 };
const close = (a, b, message) => assert.ok(Math.abs(a - b) < 1e-6, `${message ?? ''} ${a} is not ${b}`);

test('fit shows the whole picture, centred', () => {
  assert.deepEqual(placement(image, cell, FIT), { left: 0, top: 50, width: 200, height: 100 });
});

test('the point under the pointer stays where it is', () => {
  const point = { x: 150, y: 90 };
  const before = placement(image, cell, FIT);
  const after = placement(image, cell, zoomedAt(FIT, 4, point, image, cell));
  close((point.x - before.left) / before.width, (point.x - after.left) / after.width, 'x');
  close((point.y - before.top) / before.height, (point.y - after.top) / after.height, 'y');
});

test('no emptiness shows beyond an edge', () => {
  const corner = zoomedAt(FIT, 8, { x: 0, y: 50 }, image, cell);
  const away = panned(corner, 5000, 5000, image, cell);
  const box = placement(image, cell, away);
  close(box.left, 0);
  close(box.top, 0);
});

test('after panning against an edge, panning back answers at once', () => {
  const zoomed = zoomedAt(FIT, 8, { x: 100, y: 100 }, image, cell);
  const atEdge = panned(zoomed, 100000, 0, image, cell);
  close(placement(image, cell, panned(atEdge, -10, 0, image, cell)).left, -10);
});

test('zooming out to the whole is fit again, and in has an end', () => {
  assert.equal(zoomedAt(zoomedAt(FIT, 3, { x: 1, y: 99 }, image, cell), 0.01, { x: 7, y: 7 }, image, cell), FIT);
  assert.equal(zoomedAt(FIT, 1e9, { x: 100, y: 100 }, image, cell).scale, LARGEST_SCALE);
});

test('a double click shows an image pixel on a device pixel, and goes back', () => {
  const closer = toggledAt(FIT, { x: 100, y: 100 }, image, cell, 1);
  close(closer.scale, 5);
  assert.equal(toggledAt(closer, { x: 3, y: 3 }, image, cell, 1), FIT);
  assert.equal(toggledAt(FIT, { x: 100, y: 100 }, { width: 100, height: 100 }, cell, 1).scale, 2);
});

test('every view is covered by the part that is decoded for it, with some to spare', () => {
  for (let scale = 1.01; scale < LARGEST_SCALE; scale *= 1.07) {
    for (const cx of [0, 0.1, 0.37, 0.5, 0.81, 1]) {
      const square = { width: 100, height: 100 };
      const view = settled({ scale, cx, cy: 1 - cx }, square, square);
      const part = region(view);
      assert.ok(part);
      for (const [start, centre] of [
        [part.u, view.cx],
        [part.v, view.cy],
      ]) {
        assert.ok(start <= centre - 0.5 / view.scale + 1e-9, `begins at ${start} for ${JSON.stringify(view)}`);
        assert.ok(start + part.size >= centre + 0.5 / view.scale - 1e-9, `ends too soon for ${JSON.stringify(view)}`);
        assert.ok(start >= 0 && start + part.size <= 1 + 1e-9);
      }
    }
  }
});

test('small pans need no new decoding', () => {
  const view = settled({ scale: 8, cx: 0.5, cy: 0.5 }, image, image);
  assert.deepEqual(region({ ...view, cx: 0.51 }), region(view));
  assert.notDeepEqual(region({ ...view, cx: 0.7 }), region(view));
});

test('fit needs no part', () => {
  assert.equal(region(FIT), null);
  assert.equal(isFit(FIT), true);
});
