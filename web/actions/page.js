// @ts-check
import * as api from '../data/api.js';
import { remember } from '../state/remembered.js';

/** @typedef {import('../actions.js').Page} Page */

/** Panels, theme, links: what concerns the page itself. */
export const pageActions = {
  /** @param {Page} page */
  theme({ store }) {
    const theme = store.state.theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    remember('theme', theme);
    store.set({ theme });
  },

  /** @param {Page} page */
  side({ store }) {
    store.set({ side: !store.state.side });
    if (innerWidth >= 900) remember('side', store.state.side ? 'open' : 'closed');
  },

  /** @param {Page} page */
  search({ store }) {
    store.set({ side: true });
    /** @type {HTMLElement|null} */ (document.querySelector('run-list input'))?.focus();
  },

  /** @param {Page} page */
  async 'copy-link'({ toast, writeURL }) {
    writeURL();
    try {
      await navigator.clipboard.writeText(location.href);
      toast('Link copied.');
    } catch {
      toast(
        copiedByHand(location.href)
          ? 'Link copied.'
          : 'The browser does not let the page copy. The address bar holds the link.',
      );
    }
  },

  /**
   * @param {Page} page
   * @param {string} text
   */
  async 'copy-text'({ toast }, text) {
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    toast(done || copiedByHand(text) ? 'Copied.' : 'The browser does not let the page copy.');
  },

  /** @param {Page} page */
  help: ({ store }) => store.set({ panel: store.state.panel === 'help' ? null : 'help' }),
  /** @param {Page} page */
  'close-panel': ({ store }) => store.set({ panel: null }),

  /** @param {Page} page */
  apart: ({ store }) => store.set({ panel: store.state.panel === 'apart' ? null : 'apart' }),

  /** @param {Page} page */
  async checkpoints({ store, toast }) {
    const { runId, panel } = store.state;
    if (panel === 'checkpoints' || runId === null) {
      store.set({ panel: null });
      return;
    }
    store.set({ panel: 'checkpoints' });
    try {
      const checkpoints = await api.checkpoints(runId);
      if (store.state.runId === runId) store.set({ checkpoints });
    } catch (error) {
      store.set({ checkpoints: [] });
      toast(`The checkpoints cannot be read: ${/** @type {Error} */ (error).message}`);
    }
  },

  /** @param {Page} page */
  escape({ store, act }) {
    if (store.state.panel) store.set({ panel: null });
    else if (innerWidth < 900 && store.state.side) store.set({ side: false });
    else act('zoom-fit');
  },

  /** @param {Page} page */
  'hide-hints'({ store }) {
    remember('hints', 'seen');
    store.set({ hints: false });
  },

  /**
   * @param {Page} page
   * @param {number} id
   */
  'close-toast': ({ store }, id) => store.set({ toasts: store.state.toasts.filter((each) => each.id !== id) }),
};

/**
 * The clipboard needs a secure origin; a page on the LAN has none.
 * @param {string} text
 */
function copiedByHand(text) {
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  field.className = 'off-screen';
  const focused = document.activeElement;
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
