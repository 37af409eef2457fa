// @ts-check
/** @typedef {import('../model/types.js').State} State */
/** @typedef {{readonly state: State, set(change: Partial<State>): void, subscribe(listener: (state: State, changed: Set<keyof State>) => void, signal?: AbortSignal): void}} Store */

import { FIT } from '../model/zoom.js';

/** @returns {State} */
export function initialState() {
  return {
    runs: null,
    runId: null,
    run: null,
    duplicates: {},
    mapping: null,
    filters: {},
    singles: [],
    grid: null,
    at: null,
    offsets: {},
    cellSize: null,
    view: FIT,
    open: null,
    playing: false,
    interval: 0.5,
    loop: true,
    follow: false,
    presets: [],
    presetId: null,
    checkpoints: null,
    panel: null,
    side: true,
    theme: 'dark',
    connection: 'connecting',
    health: null,
    toasts: [],
    problem: null,
    hints: false,
    asking: null,
    automatic: true,
    shownSize: null,
  };
}
