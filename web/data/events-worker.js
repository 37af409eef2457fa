// @ts-check
// One event stream for all tabs: browsers open six connections to a host over HTTP/1.1, and a
// stream in each tab would leave none for pictures.
import { openStream } from './event-stream.js';

/** @type {Set<MessagePort>} */
const ports = new Set();
/** @type {Map<string, unknown>} the last word on each run, for tabs that join later */
const latest = new Map();
/** @type {unknown} */
let status = { kind: 'status', status: 'connecting' };

/** @param {unknown} message */
function tell(message) {
  for (const port of ports) port.postMessage(message);
}

openStream({
  event(run) {
    latest.set(run.id, run);
    tell({ kind: 'run', run });
  },
  status(next) {
    status = { kind: 'status', status: next };
    tell(status);
  },
});

/** @type {any} */ (self).onconnect = (/** @type {MessageEvent} */ connection) => {
  const port = connection.ports[0];
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data === 'leave') ports.delete(port);
  };
  port.postMessage(status);
  for (const run of latest.values()) port.postMessage({ kind: 'run', run });
};
