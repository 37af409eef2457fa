// @ts-check
import * as api from '../data/api.js';
import { exported, freeName, imported, isDefault, storedMapping } from '../model/presets.js';

/** @typedef {import('../actions.js').Page} Page */
/** @typedef {import('../model/types.js').Preset} Preset */

/** @param {Page} page */
async function read({ store }) {
  const { runId } = store.state;
  if (runId === null) return;
  const presets = await api.presets(runId);
  if (store.state.runId === runId) store.set({ presets });
}

/** @param {Page} page */
const chosen = ({ store }) => store.state.presets.find((each) => each.id === store.state.presetId);

/**
 * Runs a write and reads the list again; what went wrong is said, never swallowed.
 * @param {Page} page
 * @param {() => Promise<void>} work
 */
async function write(page, work) {
  try {
    await work();
  } catch (error) {
    const changed = error instanceof api.ApiError && error.status === 412;
    page.toast(
      changed
        ? 'This preset was changed elsewhere. It has been read again.'
        : `Not saved: ${/** @type {Error} */ (error).message}`,
    );
  }
  await read(page).catch(() => {});
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function create(page, name) {
  const { runId, mapping } = page.store.state;
  if (runId === null || !mapping) return;
  const preset = await api.createPreset({ name, training_run_id: runId, mapping: storedMapping(mapping) });
  page.store.set({ presetId: preset.id, presets: [...page.store.state.presets, preset] });
  page.toast(`Saved “${name}”.`);
}

export const presetActions = {
  /**
   * Saves the chosen preset, or asks for a name.
   * @param {Page} page
   */
  async save(page) {
    const preset = chosen(page);
    const { mapping } = page.store.state;
    if (!preset || !mapping) {
      page.ask('save');
      return;
    }
    await write(page, async () => {
      await api.updatePreset({ ...preset, mapping: storedMapping(mapping, preset.mapping) });
      page.toast(`Saved “${preset.name}”.`);
    });
  },

  /**
   * @param {Page} page
   * @param {'save'|'rename'} purpose
   */
  'ask-name': (page, purpose) => page.ask(purpose),

  /** @param {Page} page */
  asked: ({ store }) => store.set({ asking: null }),

  /**
   * @param {Page} page
   * @param {string} name
   */
  'save-as': (page, name) => write(page, () => create(page, name)),

  /**
   * @param {Page} page
   * @param {string} name
   */
  async rename(page, name) {
    const preset = chosen(page);
    if (preset) await write(page, async () => void (await api.updatePreset({ ...preset, name })));
  },

  /** @param {Page} page */
  async 'make-default'(page) {
    const preset = chosen(page);
    if (!preset) return;
    await write(page, async () => {
      const others = page.store.state.presets.filter((each) => isDefault(each) && each.id !== preset.id);
      for (const other of others)
        await api.updatePreset({ ...other, mapping: { ...other.mapping, default: undefined } });
      const now = isDefault(preset) ? undefined : true;
      await api.updatePreset({ ...preset, mapping: { ...preset.mapping, default: now } });
      page.toast(
        now ? `“${preset.name}” opens with this run from now on.` : `“${preset.name}” is no longer the default.`,
      );
    });
  },

  /** @param {Page} page */
  async 'delete-preset'(page) {
    const preset = chosen(page);
    if (!preset) return;
    await write(page, async () => {
      await api.deletePreset(preset);
      page.store.set({ presetId: null, presets: page.store.state.presets.filter((each) => each.id !== preset.id) });
      page.toast(`Deleted “${preset.name}”.`, { label: 'Undo', event: 'restore-preset', detail: preset });
    });
  },

  /**
   * @param {Page} page
   * @param {Preset} preset
   */
  async 'restore-preset'(page, { name, training_run_id, mapping }) {
    await write(page, async () => {
      const preset = await api.createPreset({ name, training_run_id, mapping });
      if (page.store.state.runId === training_run_id) page.store.set({ presetId: preset.id });
    });
  },

  /** @param {Page} page */
  'export-presets'({ store }) {
    const url = URL.createObjectURL(new Blob([exported(store.state.presets)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'presets.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  },

  /**
   * @param {Page} page
   * @param {File} file
   */
  async 'import-presets'(page, file) {
    await write(page, async () => {
      const { runId, presets } = page.store.state;
      if (runId === null) return;
      const taken = presets.map((each) => each.name);
      let count = 0;
      for (const { name, mapping } of imported(await file.text())) {
        const free = freeName(name, taken);
        await api.createPreset({ name: free, training_run_id: runId, mapping: { ...mapping, default: undefined } });
        taken.push(free);
        count += 1;
      }
      page.toast(count === 1 ? '1 preset read.' : `${count} presets read.`);
    });
  },
};
