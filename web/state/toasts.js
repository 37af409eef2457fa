// @ts-check

const STAYS = 6000;

/** @param {import('./initial.js').Store} store */
export function createToasts(store) {
  let next = 1;
  /**
   * @param {string} text
   * @param {{label: string, event: string, detail?: unknown}} [action]
   */
  return (text, action) => {
    const id = next;
    next += 1;
    store.set({ toasts: [...store.state.toasts.slice(-2), { id, text, action }] });
    const end = () => {
      // Whoever reads or aims at it keeps it.
      if (document.querySelector('toast-stack:hover, toast-stack:focus-within')) setTimeout(end, 1000);
      else store.set({ toasts: store.state.toasts.filter((each) => each.id !== id) });
    };
    setTimeout(end, action ? STAYS * 2 : STAYS);
  };
}
