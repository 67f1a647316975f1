import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { keyReader } from './key-reader.ts';

test('a key is read as it is stored, and a placeholder for a missing key is none', () => {
  const read = keyReader(
    compile({
      name: 'parts',
      target: { table: 'parts', manage: 'create' },
      schema: { missingValues: ['n/a'], primaryKey: ['no'], fields: [{ name: 'no', type: 'string' }] },
      columns: { no: { transform: ['upper'], generate: { prefix: 'P-', digits: 4 } } },
    }),
  );
  const cells = [' p-0007 ', '="p-0008"', 'p-\u200b0009', 'n/a', ' N/A', ' ', ''];
  expect(cells.map(read)).toEqual(['P-0007', 'P-0008', 'P-0009', '', 'N/A', '', '']);
});

test('a key that is wrong stays as it is written', () => {
  const schema = { primaryKey: ['no'], fields: [{ name: 'no', type: 'integer' as const }] };
  const read = keyReader(compile({ name: 'parts', target: { table: 'parts', manage: 'create' }, schema }));
  expect(['007', 'x'].map(read)).toEqual(['7', 'x']);
});
