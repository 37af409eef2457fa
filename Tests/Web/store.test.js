import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStore } from '../../web/state/store.js';

test('listeners hear what changed, and only that', () => {
  const store = createStore({ a: 1, b: 2 });
  const heard = [];
  store.subscribe((state, changed) => heard.push([state, [...changed]]));
  store.set({ a: 1 });
  store.set({ a: 3, b: 2 });
  assert.deepEqual(heard, [[{ a: 3, b: 2 }, ['a']]]);
});

test('a change made by a listener reaches all, in order', () => {
  const store = createStore({ a: 0, b: 0 });
  const heard = [];
  store.subscribe((state, changed) => {
    if (changed.has('a')) store.set({ b: state.a * 2 });
  });
  store.subscribe((state, changed) => heard.push([...changed].join()));
  store.set({ a: 1 });
  assert.deepEqual(heard, ['a', 'b']);
  assert.deepEqual(store.state, { a: 1, b: 2 });
});

test('an aborted listener hears no more', () => {
  const store = createStore({ a: 0 });
  const life = new AbortController();
  let heard = 0;
  store.subscribe(() => (heard += 1), life.signal);
  store.set({ a: 1 });
  life.abort();
  store.set({ a: 2 });
  assert.equal(heard, 1);
});
