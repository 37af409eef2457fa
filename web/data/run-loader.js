// @ts-check
import { candidatePairs, duplicatesOf, saysTheSame } from '../model/dimensions.js';
import { defaultMapping, fitting } from '../model/mapping.js';
import { pruned } from '../model/filters.js';
import { isDefault } from '../model/presets.js';
import * as api from './api.js';

/** @typedef {import('../state/initial.js').Store} Store */
/** @typedef {import('../model/types.js').RunDetail} RunDetail */
/** @typedef {import('../model/types.js').Dimension} Dimension */

/**
 * Keeps the list of runs and the chosen run up to date, and lays out a run that has no mapping yet.
 * @param {Store} store
 */
export function loadRuns(store) {
  let reading = new AbortController();
  let unfinished = false;
  /** @type {Map<string, Record<string, string>>} by the dimensions they were found for */
  const known = new Map();

  async function list() {
    try {
      const runs = newestFirst(await api.trainingRuns());
      store.set({ runs });
      const chosen = runs.find((run) => run.id === store.state.runId);
      if (chosen && store.state.run?.id === chosen.id && chosen.revision !== store.state.run.revision) await detail();
      return true;
    } catch (error) {
      if (error instanceof api.ApiError && error.status === 401) store.set({ connection: 'denied' });
      return false;
    }
  }

  async function detail() {
    const id = store.state.runId;
    if (id === null) return;
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    try {
      const run = await api.trainingRun(id, signal);
      const first = store.state.run?.id !== id;
      unfinished = store.state.run?.state === 'scanning' && !first;
      const rest = Promise.all([repeated(run, signal), first ? api.presets(id).catch(() => []) : store.state.presets]);
      // A link or a habit that names the axes is shown at once; only a first layout has to wait.
      const named = store.state.mapping !== null && !isUnfinished();
      if (named) show(run, store.state.duplicates, store.state.presets);
      const [duplicates, presets] = await rest;
      if (signal.aborted || store.state.runId !== id) return;
      if (named) store.set({ duplicates, presets });
      else show(run, duplicates, presets);
    } catch (error) {
      if (error instanceof api.ApiError && error.status === 404) {
        store.set({ run: null, grid: null, problem: `There is no training run named “${id}”.` });
      }
    }
  }

  // A run that is still being read shows new dimensions by the second: until it is whole, and
  // while nobody chose otherwise, its layout follows.
  const isUnfinished = () => store.state.automatic && unfinished;

  /**
   * @param {RunDetail} run
   * @param {Record<string, string>} duplicates
   * @param {import('../model/types.js').Preset[]} presets
   */
  function show(run, duplicates, presets) {
    const filters = pruned(store.state.filters, run.dimensions);
    const same = JSON.stringify(filters) === JSON.stringify(store.state.filters);
    store.set({
      run,
      duplicates,
      presets,
      ...layOut(run, duplicates, presets),
      ...(same ? {} : { filters }),
      problem: null,
    });
  }

  /**
   * @param {RunDetail} run
   * @param {Record<string, string>} duplicates
   * @param {import('../model/types.js').Preset[]} presets
   */
  function layOut(run, duplicates, presets) {
    const { mapping, presetId } = store.state;
    if (mapping && !isUnfinished()) return { mapping: kept(mapping, run.dimensions) };
    const preset = presets.find((each) => each.id === presetId) ?? presets.find(isDefault);
    if (preset) return { mapping: fitting(preset.mapping, run.dimensions).mapping, presetId: preset.id };
    return { mapping: defaultMapping(run.dimensions, duplicates) };
  }

  /**
   * @param {RunDetail} run
   * @param {AbortSignal} signal
   */
  async function repeated(run, signal) {
    const pairs = candidatePairs(run.dimensions);
    const key = JSON.stringify([run.id, pairs.map(([a, b]) => [a.name, b.name, a.values])]);
    const before = known.get(key);
    if (before) return before;
    const same = await Promise.all(
      pairs.map(async ([a, b]) => {
        const answer = await api.grid(run.id, { x: a.name, y: b.name }, signal).catch(() => null);
        return answer !== null && saysTheSame(answer);
      }),
    );
    const duplicates = duplicatesOf(pairs.filter((_, index) => same[index]).map(([a, b]) => [a.name, b.name]));
    known.set(key, duplicates);
    return duplicates;
  }

  store.subscribe((_, changed) => {
    if (changed.has('runId')) detail();
  });
  return { list, detail };
}

/**
 * The same object when nothing changed, so that the grid is not read again for nothing.
 * @param {import('../model/types.js').Mapping} mapping
 * @param {Dimension[]} dimensions
 */
function kept(mapping, dimensions) {
  const next = fitting(mapping, dimensions).mapping;
  return JSON.stringify(next) === JSON.stringify(mapping) ? mapping : next;
}

/** @param {import('../model/types.js').RunSummary[]} runs */
const newestFirst = (runs) =>
  [...runs].sort(
    (a, b) =>
      (b.newest_image_at ?? '').localeCompare(a.newest_image_at ?? '') ||
      a.name.localeCompare(b.name, undefined, { numeric: true }),
  );
