// @ts-check

/** Outlines on a 16-pixel field, drawn with the text's own colour. */
/** @type {Record<string, string>} */
const PATHS = {
  play: 'M5 3.2v9.6l7.5-4.8z',
  pause: 'M5 3.5v9M11 3.5v9',
  loop: 'M3 8a5 5 0 0 1 8.6-3.4L13 6M13 3v3h-3M13 8a5 5 0 0 1-8.6 3.4L3 10M3 13v-3h3',
  first: 'M4 3.5v9M12 3.5 6.5 8l5.5 4.5z',
  swap: 'M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.8-.8',
  follow: 'M3 8h7M7 4.5 10.5 8 7 11.5M13 3.5v9',
  fit: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  help: 'M5.8 6.2a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 12.4v.1',
  side: 'M2.5 3.5h11v9h-11zM6.5 3.5v9',
  close: 'M4 4l8 8M12 4l-8 8',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  save: 'M8 2.5v7.5M5 7.2 8 10.2l3-3M3 12.8h10',
  stack: 'M8 2.5 13.5 5.5 8 8.5 2.5 5.5zM2.5 8.5 8 11.5l5.5-3',
  broken: 'M2.5 3.5h11v9h-11zM2.5 10l3-3 2.5 2.5L10 7.5l3.5 3.5M9 3.5 7 6l2 2-1.5 2.5',
  join: 'M3 4.5h4l2 7h4M3 11.5h4M9.3 4.5H13',
  check: 'M3.5 8.5l3 3 6-7',
  grip: 'M6 4h.1M10 4h.1M6 8h.1M10 8h.1M6 12h.1M10 12h.1',
  copy: 'M5.5 5.5h7v7h-7zM10.5 5.5v-2h-7v7h2',
  open: 'M9 3h4v4M13 3 7.5 8.5M11 9.5V13H3V5h3.5',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5V11M8 5v.1',
  checkpoint: 'M3 12.5h10M4.5 12.5V9M8 12.5V6M11.5 12.5v-9',
  left: 'M9.5 3.5 5 8l4.5 4.5',
  right: 'M6.5 3.5 11 8l-4.5 4.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  search: 'M7 11.5a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9zM10.3 10.3l3.2 3.2',
};

const SVG = 'http://www.w3.org/2000/svg';

/** @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
