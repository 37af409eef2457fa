import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEYS, chord, keyFor, shown, withKey } from '../../web/model/keys.js';

const press = (key, modifiers = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

for (const scope of ['page', 'image']) {
  test(`no key means two things on the ${scope}`, () => {
    const keys = KEYS.filter((key) => key.scope === scope || key.scope === 'both').flatMap((key) => key.keys);
    assert.equal(new Set(keys).size, keys.length);
  });
}

for (const [event, expected] of [
  [press(' '), 'Space'],
  [press('S', { shiftKey: true }), 's'],
  [press('?', { shiftKey: true }), '?'],
  [press('ArrowLeft', { shiftKey: true }), 'Shift+ArrowLeft'],
  [press('ArrowLeft', { altKey: true }), 'Alt+ArrowLeft'],
  [press('s', { ctrlKey: true }), null],
  [press('c', { metaKey: true }), null],
]) {
  test(`${JSON.stringify(event)} is ${expected}`, () => assert.equal(chord(event), expected));
}

test('the same arrow steps the slider on the page and X in the image', () => {
  assert.equal(keyFor('ArrowRight', 'page').id, 'slide');
  assert.equal(keyFor('ArrowRight', 'image').id, 'image-x');
  assert.equal(keyFor('q', 'page'), undefined);
});

test('tooltips tell the key', () => {
  assert.equal(withKey('Swap', 'swap'), 'Swap (S)');
  assert.equal(withKey('Nothing', 'no such action'), 'Nothing');
  assert.equal(shown('Shift+ArrowLeft'), 'Shift ←');
  assert.equal(shown('+'), '+');
});
