import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';

it('says what a part of a definition says, path by path', () => {
  const field = {
    ...{ name: 'price', type: 'number', constraints: { required: true, enum: ['a', 'b'] } },
    ...{ synonyms: [{ from: 'x', to: 1 }], missingValues: [] },
  };
  expect(linesOf(field).map(({ path, text }) => `${path}: ${text}`)).toEqual([
    'name: price',
    'type: number',
    'constraints.required: yes',
    'constraints.enum: a, b',
    'synonyms[0].from: x',
    'synonyms[0].to: 1',
    'missingValues: empty list',
  ]);
  expect(linesOf('Spare parts')).toEqual([{ path: '', text: 'Spare parts' }]);
  expect(linesOf(['no', 'line'])).toEqual([{ path: '', text: 'no, line' }]);
  expect(linesOf(undefined)).toEqual([]);
});
