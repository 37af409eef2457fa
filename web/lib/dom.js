// @ts-check

/** @typedef {Node|string|number|null|undefined|false} Child */

/**
 * Builds an element. Text always goes in as text: names from disk can hold anything.
 * Keys that begin with `on` are listeners, `class` and `aria-…`/`data-…` are attributes, what the
 * element has is set as a property.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>|null} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes ?? {})) set(element, key, value);
  append(element, children);
  return element;
}

/**
 * @param {Element} parent
 * @param {Child[]} children
 */
export function append(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/**
 * @param {Element} parent
 * @param {...Child} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/**
 * @param {HTMLElement} element
 * @param {string} key
 * @param {unknown} value
 */
function set(element, key, value) {
  if (value === undefined || value === null) return;
  if (key.startsWith('on') && typeof value === 'function') {
    element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
  } else if (key in element && !key.includes('-') && key !== 'list') {
    Object.assign(element, { [key]: value });
  } else if (typeof value === 'boolean' && !key.startsWith('aria-')) {
    element.toggleAttribute(key, value);
  } else {
    element.setAttribute(key === 'class' ? 'class' : key, String(value));
  }
}

/**
 * Writes only what differs, so that screen readers and layout hear of real changes only.
 * @param {Element} element
 * @param {string} name
 * @param {string|null} value
 */
export function attribute(element, name, value) {
  if (value === null) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

/**
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Fills a select without closing it or losing focus when nothing changed.
 * @param {HTMLSelectElement} select
 * @param {{value: string, label: string, disabled?: boolean}[]} options
 * @param {string} value
 */
export function setOptions(select, options, value) {
  const wanted = JSON.stringify(options);
  if (select.dataset.options !== wanted) {
    select.dataset.options = wanted;
    select.replaceChildren(
      ...options.map((option) =>
        h('option', { value: option.value, disabled: option.disabled ?? false }, option.label),
      ),
    );
  }
  if (select.value !== value) select.value = value;
}
