import type { ImportPreview } from '@sluice/client';
import { expect, it } from 'vitest';
import { knownValues, unknownValues } from './unknown-values.ts';

const error = (value: string | null, code = 'NOT_IN_LIST', field: string | null = 'kind') => ({ code, field, value });
const previewOf = (rows: readonly object[][], causes: readonly object[]) =>
  ({ failed_rows: rows.map((errors) => ({ errors })), checked: { causes } }) as unknown as ImportPreview;

it('lists the values that fields do not know once, those of the most records first', () => {
  const rows = [
    [error('Sofa'), error('vielleicht', 'NOT_BOOLEAN', 'is_new')],
    [error('Möbel')],
    [error('Möbel'), error('12 x', 'NOT_A_NUMBER', 'count')],
    [error(`${'x'.repeat(99)}…`), error(null), error('a', 'NOT_IN_LIST', null)],
  ];
  expect(unknownValues(previewOf(rows, [error('Sofa'), error('Tür', 'NOT_IN_LIST', 'part')]))).toEqual([
    { field: 'kind', text: 'Sofa' },
    { field: 'kind', text: 'Möbel' },
    { field: 'is_new', text: 'vielleicht' },
    { field: 'part', text: 'Tür' },
  ]);
});

it('offers the values of a list, of categories, and of yes and no', () => {
  const fields = [
    { name: 'kind', type: 'string', constraints: { enum: ['inventory', 'other'] } },
    { name: 'size', type: 'integer', categories: [{ value: 1, label: 'small' }, { value: 2 }] },
    { name: 'is_new', type: 'boolean' },
    { name: 'neu', type: 'boolean', trueValues: ['ja', 'j'], falseValues: ['nein'] },
    { name: 'note', type: 'string' },
  ];
  const known = ['kind', 'size', 'is_new', 'neu', 'note', 'none'].map((name) =>
    knownValues({ schema: { fields } }, name),
  );
  expect(known).toEqual([['inventory', 'other'], ['1', '2'], ['true', 'false'], ['ja', 'nein'], [], []]);
});
