// @ts-check
import { h } from './dom.js';

/**
 * A menu beside a button: arrows move, Escape closes, focus returns.
 * @param {HTMLElement} anchor
 * @param {string} label
 * @param {{label: string, run: () => void, disabled?: boolean}[]} entries
 */
export function showMenu(anchor, label, entries) {
  const life = new AbortController();
  const close = (/** @type {boolean} */ back) => {
    life.abort();
    menu.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (back) anchor.focus();
  };
  const items = entries.map((entry) =>
    h(
      'button',
      {
        type: 'button',
        class: 'menu-item',
        role: 'menuitem',
        disabled: entry.disabled ?? false,
        tabIndex: -1,
        onclick: () => {
          close(true);
          entry.run();
        },
      },
      entry.label,
    ),
  );
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': label }, ...items);
  anchor.after(menu);
  const { left, bottom, top } = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${bottom + height + 12 > innerHeight ? top - height - 4 : bottom + 4}px`;
  anchor.setAttribute('aria-expanded', 'true');
  const enabled = items.filter((item) => !item.disabled);
  enabled[0]?.focus();
  menu.addEventListener(
    'keydown',
    (event) => {
      const index = enabled.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
      const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 }[event.key];
      if (next !== undefined) enabled.at(next % enabled.length)?.focus();
      else if (event.key === 'Escape' || event.key === 'Tab') close(true);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal: life.signal },
  );
  document.addEventListener(
    'pointerdown',
    (event) => {
      if (!menu.contains(/** @type {Node} */ (event.target))) close(false);
    },
    { signal: life.signal, capture: true },
  );
}
