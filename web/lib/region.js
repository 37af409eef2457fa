// @ts-check
/** @typedef {import('../state/initial.js').Store} Store */
/** @typedef {import('../model/types.js').State} State */

/** A part of the page: it reads the store, and tells its wishes upward as events. */
export class Region extends HTMLElement {
  #life = new AbortController();

  /** Ends every listener and subscription of this region at once. */
  get signal() {
    return this.#life.signal;
  }

  /** @param {Store} store */
  start(store) {
    this.build(store.state);
    this.update(store.state, new Set(/** @type {(keyof State)[]} */ (Object.keys(store.state))));
    store.subscribe((state, changed) => this.update(state, changed), this.signal);
  }

  /** @param {State} _state */
  build(_state) {}

  /**
   * @param {State} _state
   * @param {Set<keyof State>} _changed
   */
  update(_state, _changed) {}

  disconnectedCallback() {
    this.#life.abort();
  }

  /**
   * @param {string} name
   * @param {unknown} [detail]
   */
  wish(name, detail) {
    this.dispatchEvent(new CustomEvent('wish', { bubbles: true, detail: { name, detail } }));
  }
}

/**
 * @param {Set<unknown>} changed
 * @param {...string} names
 */
export const any = (changed, ...names) => names.some((name) => changed.has(name));
