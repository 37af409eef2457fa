// @ts-check
import { h } from './dom.js';
import { showMenu } from './menu.js';

/** @typedef {{name: string, role: import('../model/types.js').Role}} Move */

/** @type {[import('../model/types.js').Role, string][]} */
const PLACES = [
  ['x', 'X axis'],
  ['y', 'Y axis'],
  ['slider', 'Slider'],
  ['combo', 'Filters'],
];

/**
 * A handle that carries a dimension: by mouse, pen or finger to where it is dropped, and by a menu
 * for keys and for whoever cannot drag.
 * @param {HTMLButtonElement} grip
 * @param {() => string} nameOf
 * @param {(move: Move) => void} move
 * @param {AbortSignal} signal
 */
export function dragChip(grip, nameOf, move, signal) {
  let dragged = false;
  grip.setAttribute('aria-haspopup', 'menu');
  grip.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || !nameOf()) return;
      dragged = false;
      follow(grip, event, nameOf(), (role) => {
        dragged = true;
        if (role) move({ name: nameOf(), role });
      });
    },
    { signal },
  );
  grip.addEventListener(
    'click',
    () => {
      if (!dragged && nameOf()) openMenu(grip, nameOf(), move);
      dragged = false;
    },
    { signal },
  );
}

/**
 * @param {HTMLElement} grip
 * @param {PointerEvent} start
 * @param {string} name
 * @param {(role: Move['role']|null) => void} dropped
 */
function follow(grip, start, name, dropped) {
  /** @type {HTMLElement|null} */
  let ghost = null;
  /** @type {Element|null} */
  let over = null;
  const life = new AbortController();
  const aim = (/** @type {Element|null} */ next) => {
    if (over === next) return;
    over?.classList.remove('is-target');
    next?.classList.add('is-target');
    over = next;
  };
  const end = (/** @type {boolean} */ drop) => {
    life.abort();
    const role = /** @type {HTMLElement|null} */ (over)?.dataset.drop;
    aim(null);
    document.body.classList.remove('is-dragging');
    if (!ghost) return;
    ghost.remove();
    dropped(drop ? /** @type {Move['role']|null} */ (role ?? null) : null);
  };
  grip.setPointerCapture(start.pointerId);
  grip.addEventListener(
    'pointermove',
    (event) => {
      if (!ghost && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < 5) return;
      if (!ghost) {
        ghost = h('div', { class: 'drag-ghost', 'aria-hidden': 'true' }, name);
        document.body.append(ghost);
        document.body.classList.add('is-dragging');
      }
      ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
      aim(document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-drop]') ?? null);
    },
    { signal: life.signal },
  );
  grip.addEventListener('pointerup', () => end(true), { signal: life.signal });
  grip.addEventListener('pointercancel', () => end(false), { signal: life.signal });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && end(false), { signal: life.signal });
}

/**
 * @param {HTMLElement} grip
 * @param {string} name
 * @param {(move: Move) => void} move
 */
function openMenu(grip, name, move) {
  showMenu(
    grip,
    `Move ${name}`,
    PLACES.map(([role, label]) => ({ label: `To ${label}`, run: () => move({ name, role }) })),
  );
}
