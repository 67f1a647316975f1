import type { DocumentReading } from '@sluice/client';
import { expect, it } from 'vitest';
import { readingSummary } from './summary.ts';

const dialect: DocumentReading['dialect'] = {
  ...{ format: 'csv', encoding: 'utf-8', encoding_certainty: 'valid', delimiter: '\t', decimal_comma: false },
  ...{ sheet: null, sheets: [] },
};
const decision: Omit<DocumentReading['decisions'][number], 'topic' | 'value'> = {
  given: false,
  confidence: 0.9,
  doubtful: false,
  evidence: '',
  alternatives: [],
};
const headerIn = (value: number | null): DocumentReading['decisions'] => [{ ...decision, topic: 'header_row', value }];

const cases: [file: Pick<DocumentReading, 'dialect' | 'decisions' | 'header'>, text: string][] = [
  [
    { dialect, decisions: headerIn(3), header: ['a', 'b'] },
    '2 columns · header in row 3 · delimiter: Tab · encoding: UTF-8',
  ],
  [
    { dialect, decisions: headerIn(null), header: ['column 1'] },
    '1 column · no header · delimiter: Tab · encoding: UTF-8',
  ],
  [
    {
      ...{ dialect: { ...dialect, delimiter: '§', encoding: 'x-own' }, header: [] },
      decisions: [{ ...decision, topic: 'encoding', value: 'x-own', doubtful: true }],
    },
    '0 columns · delimiter: § · encoding: x-own · 1 doubtful setting: check the settings below',
  ],
  [
    { dialect: { ...dialect, format: 'xlsx', sheet: 'May' }, decisions: headerIn(1), header: ['a'] },
    '1 column · header in row 1 · sheet May',
  ],
];

it.each(cases)('sums up how a file is read: %#', (file, text) => expect(readingSummary(file)).toBe(text));
