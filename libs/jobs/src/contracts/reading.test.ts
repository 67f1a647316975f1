import type { Decision } from '@sluice/core';
import { expect, it } from 'vitest';
import { doubtfulReading, doubtWarnings, storedWarnings } from './reading.ts';

const decided = (change: Partial<Decision>): Decision => ({
  ...{ topic: 'delimiter', value: ';', given: false, confidence: 0.6, evidence: 'Most rows have 3 cells.' },
  ...{ alternatives: [','], ...change },
});

it('refuses doubtful decisions, naming the option and the choices of each', () => {
  const refused = doubtfulReading([decided({}), decided({ topic: 'header_row', value: 4, confidence: 0.9 })]);
  expect(refused).toMatchObject({ code: 'READING_DOUBTFUL', retryable: false });
  expect(refused?.fields).toEqual([
    {
      ...{ field: 'delimiter', code: 'DOUBTFUL' },
      message:
        'Doubtful delimiter: ";" (confidence 60%). Most rows have 3 cells. Other choices: ",". Set the delimiter to decide it.',
    },
  ]);
  expect(doubtfulReading([decided({ confidence: 0.8 }), decided({ given: true, confidence: 0 })])).toBeUndefined();
});

it('warns of a doubtful decision unless another warning does', () => {
  expect(doubtWarnings([decided({})], [])).toMatchObject([{ code: 'DELIMITER_DOUBTFUL' }]);
  expect(doubtWarnings([decided({})], [{ code: 'DELIMITER_ASSUMED', message: '' }])).toEqual([]);
});

it('stores warnings with texts of limited length', () => {
  const long = 'x'.repeat(5_000);
  const [stored] = storedWarnings([{ code: 'A', message: long, column: long, count: 3, rows: [2] }]);
  expect(stored).toMatchObject({ code: 'A', count: 3, rows: [2] });
  expect([stored?.message.length, stored?.column?.length]).toEqual([1_001, 256]);
  expect(storedWarnings(Array(400).fill({ code: 'A', message: '' }))).toHaveLength(250);
});
