import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../../web/', import.meta.url));
const page = readFileSync(`${web}index.html`, 'utf8');
/** Loaded otherwise: by the page itself, in a worker, or not at all (types only). */
const APART = ['theme.js', 'preload.js', 'app.js', 'data/events-worker.js', 'model/types.js'];

test('the page preloads every module and none that is gone', () => {
  const modules = readdirSync(web, { recursive: true }).filter((name) => name.endsWith('.js') && !APART.includes(name));
  const named = [...readFileSync(`${web}preload.js`, 'utf8').matchAll(/^ {2}(\S+\.js)$/gm)].map((match) => match[1]);
  assert.deepEqual(named.sort(), modules.sort());
  assert.match(page, /<script src="\/preload.js">/);
});

test('the page links every stylesheet', () => {
  const sheets = readdirSync(`${web}styles`);
  const named = [...page.matchAll(/href="\/styles\/([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(named.sort(), sheets.sort());
});

test('nothing in the page needs what its policy forbids', () => {
  assert.doesNotMatch(page, / style=| on[a-z]+=|<style|<script(?![^>]*src=)/);
});

test('no module writes HTML or evaluates text', () => {
  for (const name of readdirSync(web, { recursive: true }).filter((each) => each.endsWith('.js'))) {
    assert.doesNotMatch(
      readFileSync(`${web}${name}`, 'utf8'),
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/,
      name,
    );
  }
});
