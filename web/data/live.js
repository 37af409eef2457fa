// @ts-check
/** @typedef {import('../state/initial.js').Store} Store */

const POLL = 4000;
/** Changes come up to twenty times a second; reading the grid that often would help nobody. */
const CALM = 400;

/**
 * Keeps the page up to date: by the event stream, and by asking while there is none.
 * @param {Store} store
 * @param {{list(): Promise<boolean>, detail(): Promise<void>}} loader
 * @param {typeof import('./events.js').joinEvents} join
 */
export function keepUp(store, loader, join) {
  let streaming = false;
  let broken = false;
  let pending = 0;

  async function refresh() {
    const answered = await loader.list();
    if (store.state.connection === 'denied' && !answered) return;
    // Revisions count from the server's start: after a break, an equal number says nothing.
    if (answered && (store.state.connection === 'gone' || (broken && streaming))) {
      broken = false;
      loader.detail();
    }
    store.set({ connection: !answered ? 'gone' : streaming ? 'live' : 'polling' });
    if (answered) chooseRun(store);
  }

  function soon() {
    if (pending !== 0) return;
    pending = window.setTimeout(async () => {
      await refresh();
      pending = 0;
    }, CALM);
  }

  join({
    status(status) {
      streaming = status === 'live';
      broken ||= !streaming;
      soon();
    },
    event(event) {
      const known = store.state.runs?.find((run) => run.id === event.id);
      if (!known || known.revision !== event.revision || known.state !== event.state) soon();
    },
  });
  setInterval(() => {
    if (!streaming || store.state.run?.state === 'scanning') soon();
  }, POLL);
  document.addEventListener('visibilitychange', () => document.hidden || soon());
  refresh();
}

/**
 * The newest run that has something to show, unless the address named one.
 * @param {Store} store
 */
function chooseRun(store) {
  const { runs, runId } = store.state;
  if (runId !== null || !runs || runs.length === 0) return;
  store.set({ runId: (runs.find((run) => run.image_count > 0) ?? runs[0]).id });
}
