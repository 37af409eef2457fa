// @ts-check

/** @typedef {{id: string, revision: number, state: string, image_count: number, added: number, removed: number}} RunEvent */
/** @typedef {'live'|'lost'} StreamStatus */

const SHORTEST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/**
 * An event stream that comes back by itself. EventSource gives up for good on an answer that is no
 * stream (404, 401), so each attempt is a new one, with a growing wait.
 * @param {{event(run: RunEvent): void, status(status: StreamStatus): void}} listener
 */
export function openStream(listener) {
  let wait = SHORTEST_WAIT;
  const connect = () => {
    const source = new EventSource('/api/events');
    source.addEventListener('open', () => {
      wait = SHORTEST_WAIT;
      listener.status('live');
    });
    source.addEventListener('training_run', (event) => {
      try {
        listener.event(JSON.parse(event.data));
      } catch {
        // A stream cut in the middle of a line: the next event brings the run's state whole.
      }
    });
    source.addEventListener('error', () => {
      source.close();
      listener.status('lost');
      setTimeout(connect, wait);
      wait = Math.min(LONGEST_WAIT, wait * 2);
    });
  };
  connect();
}
