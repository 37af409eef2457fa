// @ts-check
import { assign, fitting, swapped } from '../model/mapping.js';
import { keep, solo, stepped, toggled } from '../model/filters.js';

/** @typedef {import('../actions.js').Page} Page */
/** @typedef {import('../model/types.js').Role} Role */
/** @typedef {import('../model/types.js').Filters} Filters */
/** @typedef {import('../model/types.js').Dimension} Dimension */

/**
 * @param {Page} page
 * @param {string} name
 */
const dimension = ({ store }, name) => store.state.run?.dimensions.find((each) => each.name === name);

/**
 * @param {Page} page
 * @param {string} name
 * @param {(filters: Filters, dimension: Dimension) => Filters} change
 */
function filter(page, name, change) {
  const found = dimension(page, name);
  if (found) page.store.set({ filters: change(page.store.state.filters, found) });
}

/** Which run, which dimension where, and which values are kept. */
export const mappingActions = {
  /**
   * @param {Page} page
   * @param {string} id
   */
  run({ store }, id) {
    if (id === store.state.runId) return;
    store.set({
      runId: id,
      run: null,
      mapping: null,
      filters: {},
      singles: [],
      at: null,
      offsets: {},
      open: null,
      presetId: null,
      presets: [],
      checkpoints: null,
      playing: false,
      problem: null,
      automatic: true,
    });
  },

  /**
   * @param {Page} page
   * @param {{name: string|null, role: Role}} detail
   */
  map({ store }, { name, role }) {
    const { mapping, run } = store.state;
    if (mapping && run)
      store.set({ mapping: assign(mapping, name, role, run.dimensions), offsets: {}, automatic: false });
  },

  /** @param {Page} page */
  swap({ store }) {
    const { mapping } = store.state;
    if (mapping) store.set({ mapping: swapped(mapping), offsets: {}, automatic: false });
  },

  /**
   * @param {Page} page
   * @param {{name: string, value: string}} detail
   */
  'filter-toggle'(page, { name, value }) {
    const single = page.store.state.singles.includes(name);
    filter(page, name, (filters, found) => (single ? keep(filters, found, [value]) : toggled(filters, found, value)));
  },
  /**
   * @param {Page} page
   * @param {{name: string, value: string}} detail
   */
  'filter-solo': (page, { name, value }) => filter(page, name, (filters, found) => solo(filters, found, value)),
  /**
   * @param {Page} page
   * @param {string} name
   */
  'filter-all': (page, name) =>
    filter(page, name, (filters, found) =>
      keep(
        filters,
        found,
        found.values.map((each) => each.value),
      ),
    ),
  /**
   * @param {Page} page
   * @param {string} name
   */
  'filter-none': (page, name) => filter(page, name, (filters, found) => keep(filters, found, [])),
  /** @param {Page} page */
  'filter-clear': ({ store }) => store.set({ filters: {}, singles: [] }),

  /**
   * @param {Page} page
   * @param {string} name
   */
  'filter-single'(page, name) {
    const { singles, filters } = page.store.state;
    if (singles.includes(name)) {
      page.store.set({ singles: singles.filter((each) => each !== name) });
      return;
    }
    page.store.set({ singles: [...singles.filter((each) => each !== name), name] });
    if (filters[name]?.length !== 1)
      filter(page, name, (all, found) => keep(all, found, [(all[name] ?? [])[0] ?? found.values[0].value]));
  },

  /**
   * Steps the filter that was last made single.
   * @param {Page} page
   * @param {1|-1} direction
   */
  'filter-step'(page, direction) {
    const name = page.store.state.singles.at(-1);
    if (name) filter(page, name, (filters, found) => stepped(filters, found, direction));
  },

  /**
   * @param {Page} page
   * @param {{kind: 'x'|'y', index: number}} detail
   */
  'solo-header'(page, { kind, index }) {
    const axis = page.store.state.grid?.[kind];
    if (axis) filter(page, axis.dimension, (filters, found) => solo(filters, found, axis.values[index]));
  },

  /**
   * @param {Page} page
   * @param {string} id empty: none
   */
  preset({ store, toast }, id) {
    const { presets, run } = store.state;
    const preset = presets.find((each) => each.id === id);
    if (!preset || !run) {
      store.set({ presetId: null });
      return;
    }
    const { mapping, missing } = fitting(preset.mapping, run.dimensions);
    store.set({ presetId: id, mapping, offsets: {}, automatic: false });
    if (missing.length > 0) toast(`This run has no ${missing.join(', ')}; the rest of “${preset.name}” is applied.`);
  },
};
