// @ts-check
import { openStream } from './event-stream.js';

/**
 * Joins the stream that all tabs share; where a browser has no shared workers, opens its own.
 * @param {Parameters<typeof openStream>[0]} listener
 */
export function joinEvents(listener) {
  if (typeof SharedWorker === 'undefined') {
    openStream(listener);
    return;
  }
  const worker = new SharedWorker(new URL('./events-worker.js', import.meta.url), { type: 'module', name: 'events' });
  worker.port.onmessage = ({ data }) => {
    if (data.kind === 'run') listener.event(data.run);
    else if (data.status !== 'connecting') listener.status(data.status);
  };
  addEventListener('pagehide', () => worker.port.postMessage('leave'));
  // A page that comes back from the browser's cache had left.
  addEventListener('pageshow', (event) => {
    if (/** @type {PageTransitionEvent} */ (event).persisted) location.reload();
  });
}
