// @ts-check
import { moved, positionOf } from './model/positions.js';

/** A picture that does not come must not stop the play for long. */
const PATIENCE = 2000;

/**
 * Plays the slider. A position is shown when its pictures are decoded, so that what is compared
 * changes at once in all cells.
 * @param {import('./actions.js').Page} page
 */
export function startPlayer({ store, grid }) {
  let timer = 0;
  let due = 0;

  function step() {
    const values = store.state.grid?.slider?.values ?? [];
    const position = positionOf(values, store.state.at);
    const next = moved(position, 1, values.length, store.state.loop);
    if (next === position) {
      store.set({ playing: false });
      return;
    }
    if (!grid.isReady(next) && performance.now() < due + PATIENCE) {
      timer = window.setTimeout(step, 30);
      return;
    }
    store.set({ at: values[next] });
    plan();
  }

  function plan() {
    clearTimeout(timer);
    if (!store.state.playing) return;
    const wait = store.state.interval * 1000;
    due = performance.now() + wait;
    timer = window.setTimeout(step, wait);
  }

  store.subscribe((state, changed) => {
    if (changed.has('playing') || (changed.has('interval') && state.playing)) {
      const values = state.grid?.slider?.values ?? [];
      const atEnd = positionOf(values, state.at) === values.length - 1;
      if (changed.has('playing') && state.playing && !state.loop && atEnd && values.length > 0)
        store.set({ at: values[0] });
      plan();
    }
  });
}
