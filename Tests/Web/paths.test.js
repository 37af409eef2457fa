import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodedPath, fileName, imageURL, thumbnailSize, thumbnailURL } from '../../web/model/paths.js';

for (const [path, expected] of [
  ['a/b c.png', 'a/b%20c.png'],
  ['100%/#1?&;+.png', '100%25/%231%3F%26%3B%2B.png'],
  ['ق/🦊.png', '%D9%82/%F0%9F%A6%8A.png'],
]) {
  test(`${path} travels as ${expected}`, () => {
    assert.equal(encodedPath(path), expected);
    assert.equal(decodeURIComponent(expected), path);
  });
}

test('addresses name the version', () => {
  const image = { path: 'a b/c.png', version: 'v+1' };
  assert.equal(imageURL(image), '/images/a%20b/c.png?v=v%2B1');
  assert.equal(thumbnailURL(image, 256), '/thumbnails/a%20b/c.png?v=v%2B1&size=256');
  assert.equal(fileName(image.path), 'c.png');
});

for (const [pixels, size] of [
  [100, 128],
  [128, 128],
  [129, 256],
  [1024, 1024],
  [1025, null],
]) {
  test(`${pixels} pixels are shown from ${size ?? 'the original'}`, () => assert.equal(thumbnailSize(pixels), size));
}
