import { runs } from '@sluice/core/testing';
import { parseDate } from '@sluice/importers';
import { anyWrittenDate } from '@sluice/importers/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestEngine, type TestEngine } from '../test/with-engine.ts';
import { type DateOrder, dateExists, dateValue, isoDate } from './date-sql.ts';

let opened: TestEngine | undefined;
beforeAll(async () => {
  opened = await openTestEngine();
});
afterAll(() => opened?.close());

interface Read {
  readonly text: string;
  readonly value: string | null;
  readonly iso: string;
  readonly exists: boolean;
}

/** What the SQL reads from each of the texts. */
async function readAll(texts: readonly string[], order: DateOrder | undefined): Promise<Read[]> {
  const { engine } = opened as TestEngine;
  await engine.run('CREATE OR REPLACE TABLE texts (n INTEGER, c VARCHAR)');
  const rows = texts.map((_, at) => `(${at}, ?)`).join(', ');
  await engine.run(`INSERT INTO texts VALUES ${rows}`, [...texts]);
  return engine.rows<{ text: string; value: string | null; iso: string; exists: boolean }>(`
    SELECT c AS text, strftime(${dateValue('c', order)}, '%Y-%m-%d %H:%M:%S.%g') AS value,
      ${isoDate('c', order)} AS iso, ${dateExists('c')} AS "exists" FROM texts ORDER BY n`);
}

/** What imports read from the text, spelled out in full. */
function imported(text: string, dateOrder: DateOrder | undefined): string | null {
  const value = parseDate(text, { dateOrder, fail: () => undefined });
  return value === undefined ? null : value.length === 10 ? `${value} 00:00:00.000` : value;
}

describe('analyses and imports read the same from', () => {
  const orders = [undefined, 'DMY', 'MDY'] as const;

  test('dates in every form, with every way to write a time', async () => {
    const written = fc.sample(anyWrittenDate, { seed: 1, numRuns: runs(1_000).numRuns ?? 1_000 });
    const texts = written.map(({ text }) => text);
    for (const order of orders) {
      const read = await readAll(texts, order);
      expect(read.map(({ text, value }) => [text, value])).toEqual(texts.map((text) => [text, imported(text, order)]));
    }
  });

  test('texts that are nearly dates', async () => {
    const piece = fc.constantFrom(
      ...[
        '2024',
        '24',
        '0999',
        '9999',
        '1',
        '01',
        '3',
        '12',
        '13',
        '29',
        '31',
        '00',
        'Mar',
        'march',
        'Sept',
        'Mai',
        'st',
      ],
      ...[
        '-',
        '/',
        '.',
        ' ',
        ', ',
        'T',
        '09:30',
        '24:00',
        '9:30:15,5',
        ':60',
        ' PM',
        'a.m.',
        'Z',
        '+02',
        '-05:30',
        '+15:00',
        ' GMT',
      ],
    );
    const nearly = fc.oneof(
      fc.array(piece, { minLength: 3, maxLength: 9 }).map((pieces) => pieces.join('')),
      fc
        .tuple(anyWrittenDate, piece, fc.nat(20))
        .map(([{ text }, more, at]) => text.slice(0, at) + more + text.slice(at + 1)),
    );
    const texts = fc.sample(nearly, { seed: 2, numRuns: runs(4_000).numRuns ?? 4_000 });
    for (const order of orders) {
      const read = await readAll(texts, order);
      expect(read.map(({ text, value }) => [text, value])).toEqual(
        texts.map((text) => [text, imported(text.trim(), order)]),
      );
    }
  });
});

test('a date exists if it is a date in some order', async () => {
  const read = await readAll(
    ['03/04/2024', '25/12/2024', '12/25/2024', '12-25-2024', '31/02/2024', '31-Feb-2024', '1-Mar-2024'],
    undefined,
  );
  expect(read.map(({ exists }) => exists)).toEqual([true, true, true, true, false, false, true]);
});

test('dates become ISO 8601, which is left as it is and read as the same moment', async () => {
  const cases = [
    ['1-Mar-2024', '2024-03-01'],
    ['March 1, 2024 9:30 pm', '2024-03-01T21:30:00'],
    ['1 Mar 2024 00:30 +02:00', '2024-02-29T22:30:00Z'],
    ['1 Mar 2024 02:00 +02:00', '2024-03-01T00:00:00Z'],
    ['2024-03-01T02:00:00+02:00', '2024-03-01T02:00:00+02:00'],
    ['03/04/2024', '03/04/2024'],
    ['03-04-2024', '03-04-2024'],
    ['12-25-2024', '2024-12-25'],
    ['31-Feb-2024', '31-Feb-2024'],
    ['  2024/3/1 ', '2024-03-01'],
  ] as const;
  const read = await readAll(
    cases.map(([text]) => text),
    undefined,
  );
  expect(read.map(({ text, iso }) => [text, iso])).toEqual(cases);
  const again = await readAll(
    read.map(({ iso }) => iso),
    undefined,
  );
  expect(again.map(({ iso, value }) => [iso, value])).toEqual(read.map(({ iso, value }) => [iso, value]));
});
