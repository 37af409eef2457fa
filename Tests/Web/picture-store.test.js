import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../../web/data/api.js';
import { UndecodableError } from '../../web/data/picture-decoder.js';
import { PictureStore } from '../../web/data/picture-store.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const wish = (name) => ({
  key: `${name}\u0000v\u000010x10`,
  group: `${name}\u0000v`,
  image: { path: name, version: 'v' },
  width: 10,
  height: 10,
  part: null,
});
const picture = (closed, name) => ({
  bitmap: { width: 10, height: 10, close: () => closed.push(name) },
  natural: { width: 10, height: 10 },
  covers: {},
});

/** A decoder that answers when told to. */
function decoder() {
  const running = new Map();
  const decode = (each, signal) =>
    new Promise((resolve, reject) => {
      running.set(each.image.path, { resolve, reject, signal });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  return { decode, running };
}

test('the most wanted are decoded first, four at once', () => {
  const { decode, running } = decoder();
  const store = new PictureStore(1e6, () => {}, decode);
  store.want(['a', 'b', 'c', 'd', 'e'].map(wish));
  assert.deepEqual([...running.keys()], ['a', 'b', 'c', 'd']);
});

test('what is no longer wanted is aborted and makes room', async () => {
  const { decode, running } = decoder();
  const store = new PictureStore(1e6, () => {}, decode);
  store.want(['a', 'b', 'c', 'd'].map(wish));
  store.want([wish('d'), wish('e')]);
  await turn();
  assert.equal(running.get('a').signal.aborted, true);
  assert.equal(running.get('d').signal.aborted, false);
  assert.ok(running.has('e'));
});

test('the budget holds, and what is wanted is never closed', async () => {
  const closed = [];
  const store = new PictureStore(
    900,
    () => {},
    async (each) => picture(closed, each.image.path),
  );
  store.want([wish('a'), wish('b')]);
  await turn();
  assert.equal(store.bytes, 800);
  store.want([wish('b'), wish('c')]);
  await turn();
  await turn();
  assert.deepEqual(closed, ['a']);
  assert.equal(store.bytes, 800);
  assert.equal(store.peek(wish('b').key)?.state, 'ready');
  assert.equal(store.other('a\u0000v'), null);
});

for (const [error, state] of [
  [new UndecodableError(), 'broken'],
  [new ApiError(422, 'undecodable', 'No picture.'), 'broken'],
  [new ApiError(0, 'unreachable', 'No server.'), undefined],
  [new ApiError(503, 'busy', 'Later.'), undefined],
  [new ApiError(429, 'busy', 'Later.'), undefined],
]) {
  test(`after ${error.code ?? error.constructor.name} ${error.status ?? ''} a picture is ${state ?? 'tried again'}`, async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    let tries = 0;
    const store = new PictureStore(
      1e6,
      () => {},
      async () => {
        tries += 1;
        throw error;
      },
    );
    store.want([wish('a')]);
    await turn();
    assert.equal(store.peek(wish('a').key)?.state, state);
    store.retry();
    await turn();
    assert.equal(tries, state ? 1 : 2);
  });
}
