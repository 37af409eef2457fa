// @ts-check

/**
 * Every key of the page on one screen; the help overlay and the tooltips read from here.
 * `scope`: `page` anywhere outside the image dialog; `image` inside it; `both`.
 * @typedef {{id: string, keys: string[], label: string, scope: 'page'|'image'|'both', group: string, detail?: unknown}} Key
 */

/** @type {Key[]} */
export const KEYS = [
  { id: 'slide', keys: ['ArrowRight', '.'], label: 'Next slider position', scope: 'page', group: 'Slider', detail: 1 },
  {
    id: 'slide',
    keys: ['ArrowLeft', ','],
    label: 'Previous slider position',
    scope: 'page',
    group: 'Slider',
    detail: -1,
  },
  { id: 'slide-to', keys: ['Home'], label: 'First position', scope: 'page', group: 'Slider', detail: 0 },
  { id: 'slide-to', keys: ['End'], label: 'Last position', scope: 'page', group: 'Slider', detail: -1 },
  { id: 'play', keys: ['Space', 'k'], label: 'Play or pause', scope: 'page', group: 'Slider' },
  { id: 'loop', keys: ['l'], label: 'Loop on or off', scope: 'page', group: 'Slider' },
  { id: 'follow', keys: ['n'], label: 'Follow newest', scope: 'page', group: 'Slider' },
  { id: 'rejoin', keys: ['j'], label: 'Re-join all cells', scope: 'page', group: 'Slider' },
  {
    id: 'offset',
    keys: ['Alt+ArrowRight'],
    label: 'Move the focused cell ahead',
    scope: 'page',
    group: 'Slider',
    detail: 1,
  },
  {
    id: 'offset',
    keys: ['Alt+ArrowLeft'],
    label: 'Hold the focused cell back',
    scope: 'page',
    group: 'Slider',
    detail: -1,
  },

  { id: 'zoom', keys: ['+', '='], label: 'Zoom into every cell', scope: 'both', group: 'Look closely', detail: 1 },
  { id: 'zoom', keys: ['-'], label: 'Zoom out', scope: 'both', group: 'Look closely', detail: -1 },
  { id: 'zoom-fit', keys: ['0'], label: 'Back to fit', scope: 'both', group: 'Look closely' },
  { id: 'pan', keys: ['Shift+ArrowLeft'], label: 'Pan left', scope: 'both', group: 'Look closely', detail: [1, 0] },
  { id: 'pan', keys: ['Shift+ArrowRight'], label: 'Pan right', scope: 'both', group: 'Look closely', detail: [-1, 0] },
  { id: 'pan', keys: ['Shift+ArrowUp'], label: 'Pan up', scope: 'both', group: 'Look closely', detail: [0, 1] },
  { id: 'pan', keys: ['Shift+ArrowDown'], label: 'Pan down', scope: 'both', group: 'Look closely', detail: [0, -1] },

  { id: 'swap', keys: ['s'], label: 'Swap X and Y', scope: 'page', group: 'Grid' },
  { id: 'size', keys: [']'], label: 'Larger cells', scope: 'page', group: 'Grid', detail: 1 },
  { id: 'size', keys: ['['], label: 'Smaller cells', scope: 'page', group: 'Grid', detail: -1 },
  { id: 'fit', keys: ['f'], label: 'Fit the cells to the window', scope: 'page', group: 'Grid' },
  {
    id: 'filter-step',
    keys: ['PageDown'],
    label: 'Next value of the single filter',
    scope: 'both',
    group: 'Grid',
    detail: 1,
  },
  {
    id: 'filter-step',
    keys: ['PageUp'],
    label: 'Previous value of the single filter',
    scope: 'both',
    group: 'Grid',
    detail: -1,
  },

  { id: 'image-x', keys: ['ArrowRight'], label: 'Next along X', scope: 'image', group: 'Image', detail: 1 },
  { id: 'image-x', keys: ['ArrowLeft'], label: 'Previous along X', scope: 'image', group: 'Image', detail: -1 },
  { id: 'image-y', keys: ['ArrowDown'], label: 'Next along Y', scope: 'image', group: 'Image', detail: 1 },
  { id: 'image-y', keys: ['ArrowUp'], label: 'Previous along Y', scope: 'image', group: 'Image', detail: -1 },
  { id: 'slide', keys: ['.'], label: 'Next slider position', scope: 'image', group: 'Image', detail: 1 },
  { id: 'slide', keys: [','], label: 'Previous slider position', scope: 'image', group: 'Image', detail: -1 },
  { id: 'slide-to', keys: ['Home'], label: 'First slider position', scope: 'image', group: 'Image', detail: 0 },
  { id: 'slide-to', keys: ['End'], label: 'Last slider position', scope: 'image', group: 'Image', detail: -1 },
  { id: 'image-info', keys: ['i'], label: 'Show or hide what is known', scope: 'image', group: 'Image' },

  { id: 'side', keys: ['b'], label: 'Show or hide the side panel', scope: 'page', group: 'Page' },
  { id: 'search', keys: ['/'], label: 'Search the training runs', scope: 'page', group: 'Page' },
  { id: 'save', keys: ['p'], label: 'Save preset', scope: 'page', group: 'Page' },
  { id: 'copy-link', keys: ['c'], label: 'Copy link', scope: 'both', group: 'Page' },
  { id: 'checkpoints', keys: ['h'], label: 'Checkpoints of the run', scope: 'page', group: 'Page' },
  { id: 'apart', keys: ['w'], label: 'Problems and whole grids of the run', scope: 'page', group: 'Page' },
  { id: 'theme', keys: ['t'], label: 'Dark or light', scope: 'both', group: 'Page' },
  { id: 'help', keys: ['?'], label: 'All keys', scope: 'both', group: 'Page' },
  { id: 'escape', keys: ['Escape'], label: 'Close, else back to fit', scope: 'page', group: 'Page' },
];

/**
 * The name of a pressed key as the table writes it. Shift is named only where it does not already
 * make another character; Ctrl and the system key belong to the browser.
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean}} event
 */
export function chord(event) {
  if (event.ctrlKey || event.metaKey) return null;
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && event.key.length > 1 ? 'Shift+' : '';
  return `${event.altKey ? 'Alt+' : ''}${shift}${key}`;
}

/**
 * @param {string|null} pressed
 * @param {'page'|'image'} scope
 */
export const keyFor = (pressed, scope) =>
  KEYS.find((key) => (key.scope === scope || key.scope === 'both') && pressed !== null && key.keys.includes(pressed));

/** @type {Record<string, string>} */
const SYMBOLS = { ArrowRight: '→', ArrowLeft: '←', ArrowUp: '↑', ArrowDown: '↓', '-': '−', Escape: 'Esc' };

/** @param {string} key */
export const shown = (key) =>
  key
    .split(/\+(?=.)/)
    .map((part) => SYMBOLS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ');

/**
 * A tooltip with its key: "Swap X and Y (S)".
 * @param {string} label
 * @param {string} id
 * @param {unknown} [detail]
 */
export function withKey(label, id, detail) {
  const key = KEYS.find(
    (each) => each.id === id && each.scope !== 'image' && (detail === undefined || each.detail === detail),
  );
  return key ? `${label} (${shown(key.keys[0])})` : label;
}
