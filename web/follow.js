// @ts-check

/**
 * Moves the slider to each new checkpoint as it comes, while the user wishes so.
 * @param {import('./state/initial.js').Store} store
 */
export function followNewest(store) {
  store.subscribe((state, changed) => {
    if (!changed.has('grid') || !state.follow) return;
    const newest = state.grid?.slider?.values.at(-1);
    if (newest !== undefined && newest !== state.at) store.set({ at: newest });
  });
}
