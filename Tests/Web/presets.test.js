import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byName, exported, freeName, imported, isChanged, storedMapping } from '../../web/model/presets.js';

const mapping = { x: 'cfg', y: null, slider: 'step', combos: ['seed'] };

test('an axis without a dimension is absent from what is stored', () => {
  assert.deepEqual(storedMapping(mapping), { x: 'cfg', slider: 'step', combos: ['seed'] });
});

test('keys of another version survive', () => {
  assert.deepEqual(storedMapping(mapping, { y: 'gone', later: [1] }), {
    x: 'cfg',
    slider: 'step',
    combos: ['seed'],
    later: [1],
  });
});

test('a preset is changed when the view shows other axes than it can show here', () => {
  const dimensions = ['cfg', 'step', 'seed'].map((name) => ({ name, type: 'text', values: [] }));
  const preset = { mapping: { x: 'cfg', y: 'lora', slider: 'step' } };
  assert.equal(isChanged(preset, mapping, dimensions), false);
  assert.equal(isChanged(preset, { ...mapping, y: 'seed' }, dimensions), true);
});

test('what is exported is imported', () => {
  const presets = [{ id: '1', name: 'a "b"', training_run_id: 'r', mapping: { x: 'cfg' } }];
  assert.deepEqual(imported(exported(presets)), [{ name: 'a "b"', training_run_id: 'r', mapping: { x: 'cfg' } }]);
});

test('what is no preset is left out, and what is no file of presets is refused', () => {
  assert.deepEqual(imported('[{"name":""},{"name":"a"},7,{"name":"b","mapping":{}}]'), [{ name: 'b', mapping: {} }]);
  assert.throws(() => imported('{"x":1}'), /no presets/);
  assert.throws(() => imported('not json'));
});

test('names sort as people count, and a taken one gets a number', () => {
  assert.deepEqual(
    byName([{ name: 'p10' }, { name: 'p2' }]).map((each) => each.name),
    ['p2', 'p10'],
  );
  assert.equal(freeName('a', ['a', 'a (2)']), 'a (3)');
  assert.equal(freeName('b', ['a']), 'b');
});
