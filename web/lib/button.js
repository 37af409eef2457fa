// @ts-check
import { h } from './dom.js';
import { icon } from './icons.js';

/**
 * A button of an icon: its name is for screen readers, its tooltip also tells the key.
 * @param {string} picture
 * @param {string} label
 * @param {string} title
 * @param {() => void} onclick
 * @param {string} [classes]
 */
export const iconButton = (picture, label, title, onclick, classes = '') =>
  h(
    'button',
    { type: 'button', class: `button is-icon ${classes}`, 'aria-label': label, title, onclick },
    icon(picture),
  );

/**
 * @param {string} label
 * @param {() => void} onclick
 * @param {{title?: string, classes?: string, picture?: string}} more
 */
export const textButton = (label, onclick, { title, classes = '', picture }) =>
  h(
    'button',
    { type: 'button', class: `button ${classes}`, title, onclick },
    picture ? icon(picture) : null,
    h('span', { class: 'button-text' }, label),
  );
