// @ts-check

/** @typedef {{element: HTMLElement}} View */

/**
 * Keeps one view for each index of a range, in the order of the document, and gives what left the
 * range to what came into it: scrolling makes no nodes.
 * @template {View} T
 * @param {object} options
 * @param {HTMLElement} options.parent
 * @param {HTMLElement} options.before the node after which the views begin
 * @param {Map<number, T>} options.views
 * @param {{from: number, to: number}} options.range
 * @param {() => T} options.make
 * @param {(view: T) => void} options.leave
 */
export function recycle({ parent, before, views, range, make, leave }) {
  /** @type {T[]} */
  const free = [];
  for (const [index, view] of views) {
    if (index >= range.from && index < range.to) continue;
    views.delete(index);
    leave(view);
    free.push(view);
  }
  let previous = before;
  for (let index = range.from; index < range.to; index += 1) {
    let view = views.get(index);
    if (!view) {
      view = free.pop() ?? make();
      views.set(index, view);
      parent.insertBefore(view.element, previous.nextSibling);
    }
    previous = view.element;
  }
  for (const view of free) view.element.remove();
}
