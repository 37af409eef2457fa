// @ts-check
import { ApiError } from './api.js';
import { bytesOf, decode, UndecodableError } from './picture-decoder.js';

/** @typedef {import('./picture-decoder.js').Picture} Picture */
/** @typedef {import('./picture-decoder.js').PictureWish} PictureWish */
/** @typedef {{state: 'ready', picture: Picture}|{state: 'broken', reason: string}} Entry */

/** Six connections to a host, one of them the event stream's; decoding has a thread of its own each. */
const AT_ONCE = 4;
const RETRY_AFTER = 1500;

/**
 * Decoded pictures under a budget of bytes. Whoever shows them names what it wants, most wanted
 * first; what is no longer wanted is aborted, and closed when room is needed.
 */
export class PictureStore {
  /** @type {Map<string, Entry>} in the order of last use */
  #entries = new Map();
  /** @type {Map<string, Set<string>>} the keys of an image's whole pictures */
  #groups = new Map();
  /** @type {PictureWish[]} */
  #wishes = [];
  /** @type {Set<string>} */
  #wanted = new Set();
  /** @type {Map<string, AbortController>} */
  #running = new Map();
  /** @type {Map<string, number>} when a failed fetch may be tried again */
  #waiting = new Map();
  #bytes = 0;
  #budget;
  #decode;
  #ready;

  /**
   * @param {number} budget
   * @param {(group: string) => void} ready  told of each image that has something new to show
   * @param {typeof decode} [decoder]
   */
  constructor(budget, ready, decoder = decode) {
    this.#budget = budget;
    this.#ready = ready;
    this.#decode = decoder;
  }

  get bytes() {
    return this.#bytes;
  }

  get budget() {
    return this.#budget;
  }

  /** @param {string} key */
  peek(key) {
    return this.#entries.get(key);
  }

  /**
   * Any whole picture of the image, of another size than the one wished for: better than nothing
   * while a resized cell waits.
   * @param {string} group
   */
  other(group) {
    for (const key of this.#groups.get(group) ?? []) {
      const entry = this.#entries.get(key);
      if (entry?.state === 'ready') return entry.picture;
    }
    return null;
  }

  /** @param {PictureWish[]} wishes most wanted first */
  want(wishes) {
    this.#wishes = wishes;
    this.#wanted = new Set(wishes.map((wish) => wish.key));
    for (const [key, running] of this.#running) if (!this.#wanted.has(key)) running.abort();
    for (const { key } of wishes) {
      const entry = this.#entries.get(key);
      if (!entry) continue;
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    this.#shrink();
    this.#pump();
  }

  /** Tries again what failed for want of a server. */
  retry() {
    this.#waiting.clear();
    this.#pump();
  }

  #pump() {
    const now = performance.now();
    for (const wish of this.#wishes) {
      if (this.#running.size >= AT_ONCE) return;
      if (this.#entries.has(wish.key) || this.#running.has(wish.key)) continue;
      if ((this.#waiting.get(wish.key) ?? 0) > now) continue;
      this.#run(wish);
    }
  }

  /** @param {PictureWish} wish */
  async #run(wish) {
    const abort = new AbortController();
    this.#running.set(wish.key, abort);
    try {
      const picture = await this.#decode(wish, abort.signal);
      if (abort.signal.aborted) picture.bitmap.close();
      else this.#keep(wish, { state: 'ready', picture });
    } catch (error) {
      if (!abort.signal.aborted) this.#failed(wish, error);
    } finally {
      this.#running.delete(wish.key);
      this.#pump();
    }
  }

  /**
   * @param {PictureWish} wish
   * @param {unknown} error
   */
  #failed(wish, error) {
    const lasting =
      error instanceof UndecodableError ||
      (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429);
    if (lasting) {
      this.#keep(wish, { state: 'broken', reason: error.message });
      return;
    }
    this.#waiting.set(wish.key, performance.now() + RETRY_AFTER);
    setTimeout(() => this.#pump(), RETRY_AFTER + 10);
  }

  /**
   * @param {PictureWish} wish
   * @param {Entry} entry
   */
  #keep({ key, group, part }, entry) {
    this.#entries.set(key, entry);
    if (entry.state === 'ready') {
      this.#bytes += bytesOf(entry.picture);
      if (!part) this.#groups.set(group, (this.#groups.get(group) ?? new Set()).add(key));
    }
    this.#shrink();
    this.#ready(group);
  }

  #shrink() {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.#budget) return;
      if (this.#wanted.has(key) || entry.state !== 'ready') continue;
      this.#bytes -= bytesOf(entry.picture);
      entry.picture.bitmap.close();
      this.#entries.delete(key);
      this.#forget(key);
    }
  }

  /** @param {string} key */
  #forget(key) {
    const group = key.slice(0, key.lastIndexOf('\u0000'));
    const keys = this.#groups.get(group);
    keys?.delete(key);
    if (keys?.size === 0) this.#groups.delete(group);
  }
}
