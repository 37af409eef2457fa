// @ts-check
import { mappingActions } from './actions/mapping.js';
import { pageActions } from './actions/page.js';
import { presetActions } from './actions/presets.js';
import { viewActions } from './actions/view.js';

/**
 * What an action may reach.
 * @typedef {object} Page
 * @property {import('./state/initial.js').Store} store
 * @property {import('./elements/sample-grid.js').SampleGrid} grid
 * @property {{show(window: import('./model/tiles.js').Window): void}} gridLoader
 * @property {(text: string, action?: {label: string, event: string, detail?: unknown}) => void} toast
 * @property {(purpose: 'save'|'rename') => void} ask
 * @property {() => void} writeURL
 * @property {(name: string, detail?: unknown) => void} act
 */

/** @type {Record<string, (page: Page, detail: any) => unknown>} */
const ACTIONS = { ...viewActions, ...mappingActions, ...presetActions, ...pageActions };

/**
 * @param {Page} page
 * @param {string} name
 * @param {unknown} detail
 */
export const perform = (page, name, detail) => ACTIONS[name]?.(page, detail);

/** @param {string} name */
export const isAction = (name) => name in ACTIONS;
