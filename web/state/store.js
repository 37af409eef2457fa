// @ts-check

/**
 * State outside the DOM. A change made while listeners run is delivered after them, so that every
 * listener sees every change once and in order.
 * @template {object} S
 * @param {S} initial
 */
export function createStore(initial) {
  let state = initial;
  /** @type {Set<(state: S, changed: Set<keyof S>) => void>} */
  const listeners = new Set();
  /** @type {Set<keyof S>} */
  let pending = new Set();
  let delivering = false;

  function deliver() {
    delivering = true;
    try {
      while (pending.size > 0) {
        const changed = pending;
        pending = new Set();
        for (const listener of listeners) listener(state, changed);
      }
    } finally {
      delivering = false;
    }
  }

  return {
    get state() {
      return state;
    },
    /** @param {Partial<S>} change */
    set(change) {
      const keys = /** @type {(keyof S)[]} */ (Object.keys(change));
      const changed = keys.filter((key) => !Object.is(state[key], change[key]));
      if (changed.length === 0) return;
      state = { ...state, ...change };
      for (const key of changed) pending.add(key);
      if (!delivering) deliver();
    },
    /**
     * @param {(state: S, changed: Set<keyof S>) => void} listener
     * @param {AbortSignal} [signal]
     */
    subscribe(listener, signal) {
      listeners.add(listener);
      signal?.addEventListener('abort', () => listeners.delete(listener));
    },
  };
}
