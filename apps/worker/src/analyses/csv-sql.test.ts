import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLines } from '../artifacts/csv.ts';
import { csvLineSql } from './csv-sql.ts';
import { literal } from './shared/sql.ts';
import { openTestEngine } from './test/with-engine.ts';

const cell = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    '=1+1',
    '-5',
    '+4,5e3',
    '+49 (30) 1-2',
    '-cmd',
    "'=x",
    '@a,b',
    '\ufeff',
    '"',
    'a "b"',
    'x\r\ny',
    '|',
    ';',
    '\t',
    ' ',
  ),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((text) => text.isWellFormed() && !text.includes('\0')),
);
const tables = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 30 }));

async function* pieces<T>(rows: T): AsyncGenerator<T> {
  yield rows;
}

test('csvLineSql makes the engine write the same lines as csvLines', async ({ onTestFinished }) => {
  const { engine, close } = await openTestEngine();
  onTestFinished(close);
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.constantFrom(',' as const, ';' as const, '\t' as const, '|' as const),
      fc.boolean(),
      async (rows, delimiter, harmless) => {
        const ids = rows[0]?.map((_, at) => `c${at}`) ?? [];
        const values = rows.map(
          (cells, at) =>
            `(${[at, ...cells.map((text) => (text === null ? 'NULL::VARCHAR' : literal(text)))].join(', ')})`,
        );
        const found = await engine.rows<{ line: string }>(
          `SELECT ${csvLineSql(ids, { delimiter, harmless })} AS line FROM (VALUES ${values.join(', ')}) AS t (nth, ${ids.join(', ')}) ORDER BY nth`,
        );
        const chunks: Uint8Array[] = [];
        for await (const chunk of csvLines(ids, pieces(rows), { delimiter, harmless })) chunks.push(chunk);
        const expected = Buffer.concat(chunks)
          .toString()
          .slice(`${ids.join(delimiter)}\r\n`.length);
        expect(found.map(({ line }) => `${line}\n`).join('')).toBe(expected);
      },
    ),
    { ...runs(), verbose: 1 },
  );
});
