// @ts-check
import { counted, number } from './format.js';

/** @typedef {import('./types.js').State} State */

/** @param {import('./types.js').RunDetail} run */
export const factsOf = ({ image_count }) => counted(image_count, 'image');

/**
 * What no cell shows; empty when there is no such thing.
 * @param {import('./types.js').RunDetail} run
 */
export const apartOf = ({ problem_count, contact_sheets = [] }) =>
  [
    problem_count > 0 ? counted(problem_count, 'problem') : null,
    contact_sheets.length > 0 ? counted(contact_sheets.length, 'whole grid') : null,
  ]
    .filter(Boolean)
    .join(', ');

/**
 * What there is to know about the view, the most urgent first.
 * @param {Pick<State, 'connection'|'run'|'grid'|'health'|'problem'>} state
 */
export function noticesOf({ connection, run, grid, health, problem }) {
  const parts = [];
  if (connection === 'gone') parts.push('The server does not answer. Trying again…');
  if (connection === 'denied')
    parts.push('This server asks for its access token: open the page with the link that carries it.');
  if (problem && grid) parts.push(problem);
  if (run?.state === 'scanning') parts.push(progressOf(run));
  if (run?.state === 'unavailable') parts.push('The folder of this run cannot be read at present.');
  if (grid && grid.unplaced > 0) parts.push(`${counted(grid.unplaced, 'image')} without a place in this layout`);
  if (run && run.dimensions.length === 0 && run.image_count > 1)
    parts.push(`${counted(run.image_count, 'image')} whose names tell no dimension: open the stack to see each`);
  if (health?.watch?.mode === 'poll')
    parts.push(`New images are found by polling${health.watch.reason ? `: ${health.watch.reason}` : ''}`);
  return parts;
}

/** @param {import('./types.js').RunDetail} run */
const progressOf = ({ scan }) =>
  scan && scan.total > 0 ? `Reading images: ${number(scan.done)} of ${number(scan.total)}` : 'Reading images…';
