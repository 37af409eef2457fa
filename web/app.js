// @ts-check
import { isAction, perform } from './actions.js';
import { health } from './data/api.js';
import { joinEvents } from './data/events.js';
import { loadGrid } from './data/grid-loader.js';
import { loadRuns } from './data/run-loader.js';
import { defineElements } from './elements/define.js';
import { Region } from './lib/region.js';
import { followNewest } from './follow.js';
import { listenForKeys } from './keyboard.js';
import { startPlayer } from './player.js';
import { initialState } from './state/initial.js';
import { createStore } from './state/store.js';
import { keepURL, readURL } from './state/location.js';
import { recall } from './state/remembered.js';
import { createToasts } from './state/toasts.js';
import { keepUp } from './data/live.js';

defineElements();

/** @type {import('./model/types.js').State} */
const initial = {
  ...initialState(),
  ...readURL(),
  theme: document.documentElement.dataset.theme === 'light' ? 'light' : 'dark',
  side: document.documentElement.classList.contains('has-side'),
  hints: recall('hints') === null,
};
const store = createStore(initial);
const grid = /** @type {import('./elements/sample-grid.js').SampleGrid} */ (document.querySelector('sample-grid'));
const gridLoader = loadGrid(store);
const runLoader = loadRuns(store);
const url = keepURL(store);

/** @type {import('./actions.js').Page} */
const page = {
  store,
  grid,
  gridLoader,
  toast: createToasts(store),
  writeURL: url.write,
  ask: (purpose) => store.set({ asking: purpose }),
  act: (name, detail) => perform(page, name, detail),
};

document.addEventListener('wish', (event) => {
  const { name, detail } = /** @type {CustomEvent} */ (event).detail;
  if (isAction(name)) page.act(name, detail);
});
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  /** @type {HTMLElement|null} */ (document.querySelector('.grid [tabindex="0"]'))?.focus();
});

for (const region of document.querySelectorAll('*')) if (region instanceof Region) region.start(store);
listenForKeys(page);
startPlayer(page);
followNewest(store);
keepUp(store, runLoader, joinEvents);
if (store.state.runId !== null) runLoader.detail();
health().then(
  (answer) => store.set({ health: answer }),
  () => {},
);

store.subscribe((state, changed) => {
  if (changed.has('side')) document.documentElement.classList.toggle('has-side', state.side);
});
