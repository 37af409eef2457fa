// @ts-check
import { chord, keyFor } from './model/keys.js';

/** @typedef {import('./actions.js').Page} Page */

/**
 * What a control does with a key itself is not the page's.
 * @param {EventTarget|null} target
 * @param {string} pressed
 */
function belongsTo(target, pressed) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="menu"], [contenteditable]')) return true;
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return pressed !== 'Escape';
  if (target instanceof HTMLInputElement) {
    const moves = /^(Arrow|Home$|End$|Page|Space$)/.test(pressed);
    if (target.type === 'checkbox') return pressed === 'Space';
    if (target.type === 'range' || target.type === 'radio') return moves;
    return pressed !== 'Escape';
  }
  return pressed === 'Space' && target.closest('button, a, summary') !== null;
}

/** @param {Page} page */
export function listenForKeys(page) {
  document.addEventListener('keydown', (event) => {
    const pressed = chord(event);
    if (event.defaultPrevented || pressed === null || belongsTo(event.target, pressed)) return;
    // The help lies over the image, and is the later of the two.
    const dialog = document.querySelector('dialog[open]:not(.image-dialog)') ?? document.querySelector('dialog[open]');
    const scope = dialog?.matches('.image-dialog') ? 'image' : 'page';
    if (dialog && scope === 'page' && pressed !== '?') return;
    const key = keyFor(pressed, scope);
    if (!key) return;
    event.preventDefault();
    if (scope === 'image' && /^(zoom|zoom-fit|pan|image-info)$/.test(key.id)) {
      dialog?.dispatchEvent(new CustomEvent('image-key', { detail: key }));
      return;
    }
    page.act(key.id, key.detail);
  });
}
