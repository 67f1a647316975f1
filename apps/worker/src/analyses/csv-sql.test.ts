import { readFileSync } from 'node:fs';
import path from 'node:path';
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
    '\x01',
    '\\x01',
    '\0',
    'NULL',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => text.isWellFormed()),
);
const tables = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 30 }));

async function* pieces<T>(rows: T): AsyncGenerator<T> {
  yield rows;
}

test('csvLineSql makes the engine write the same lines as csvLines', async ({ onTestFinished }) => {
  const { engine, folder, close } = await openTestEngine();
  const file = path.join(folder, 'lines');
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
        const lines = `SELECT ${csvLineSql(ids, { delimiter, harmless })} FROM (VALUES ${values.join(', ')}) AS t (nth, ${ids.join(', ')}) ORDER BY nth`;
        await engine.write(lines, file);
        const chunks: Uint8Array[] = [];
        for await (const chunk of csvLines(ids, pieces(rows), { delimiter, harmless })) chunks.push(chunk);
        const expected = Buffer.concat(chunks)
          .toString()
          .slice(`${ids.join(delimiter)}\r\n`.length);
        expect(readFileSync(file, 'utf8')).toBe(expected);
      },
    ),
    { ...runs(), verbose: 1 },
  );
});
