import type { ImportPreview } from '@sluice/client';
import { describe, expect, it } from 'vitest';
import { cellView, faultyFirst } from './cell-view.ts';
import { checkedSentence } from './checked.ts';
import { fieldsOf, likelyMapping } from './column-groups.ts';
import { after, before, type KnownFile, stepOf, stepStates } from './steps.ts';
import { windowOf } from './window-of.ts';

type Match = ImportPreview['mapping'][number];

const match = (header: string, column: string | null, how: Match['how'], suggestions: Match['suggestions'] = []) => ({
  ...{ header, column, how, suggestions },
});
const checked = { records: 5, is_whole: true, failed_records: 0, done_records: 0, causes: [] };
const previewOf = (changes: Partial<ImportPreview>): ImportPreview => ({
  ...{ doc_id: '', trace_id: '', columns: [], rows: [], failed_rows: [], first_rows: [], warnings: [] },
  dialect: {
    ...{ format: 'csv', encoding: 'utf-8', encoding_certainty: 'valid', delimiter: ',', decimal_comma: false },
    ...{ sheet: null, sheets: [], date_order: null },
  },
  ...{
    decisions: [],
    remembered: null,
    header: ['a'],
    mapping: [match('a', 'a', 'name')],
    missing_columns: [],
    checked,
    refusal: null,
  },
  ...changes,
});
const stored = { status: 'UPLOAD_COMPLETE' } as const;
const fine = { document: false, preview: false };
const stepNotes = (known: KnownFile): string[] =>
  Object.values(stepStates(known)).map(({ tone, note }) => `${tone}: ${note}`);
const notes = (preview: ImportPreview | undefined): string[] => stepNotes({ document: stored, preview, failed: fine });

describe('the steps of a new import', () => {
  it('are in the address, and begin with the file', () => {
    expect(stepOf({ step: 'review' })).toBe('file');
    expect(stepOf({ doc: 'x' })).toBe('reading');
    expect(stepOf({ doc: 'x', step: 'review' })).toBe('review');
    expect(stepOf({ doc: 'x', step: 'nonsense' })).toBe('reading');
    expect([before('file'), after('file'), before('start'), after('start')]).toEqual([
      ...[undefined, 'reading', 'review', undefined],
    ]);
  });

  it('call nothing fine before it was checked', () => {
    const unread = notes(undefined);
    expect(unread.slice(1)).toEqual(Array(4).fill('neutral: Checking…'));
    const noHeader = notes(previewOf({ header: [], mapping: [], checked: null }));
    expect(noHeader[1]).toBe('bad: No usable header');
    expect(noHeader.slice(2, 4)).toEqual(Array(2).fill('neutral: Not checked yet'));
    expect(notes(previewOf({ checked: { ...checked, is_whole: false } }))[3]).toBe(
      'neutral: No errors in the first 5 records',
    );
  });

  it('say what could not be loaded or read', () => {
    const nothing = { document: undefined, preview: undefined };
    expect(stepNotes({ ...nothing, failed: fine })[0]).toBe('neutral: Checking…');
    expect(stepNotes({ ...nothing, failed: { document: true, preview: true } }).slice(0, 2)).toEqual([
      ...['bad: Could not be loaded', 'bad: Could not be read'],
    ]);
    const unfinished = { document: { status: 'UPLOAD_PENDING' }, preview: undefined, failed: fine } as const;
    expect(stepNotes(unfinished)[0]).toBe('warn: Not completely uploaded');
    expect(stepNotes({ document: stored, preview: previewOf({}), failed: { document: false, preview: true } })).toEqual(
      [...['good: Stored', 'bad: Could not be read', ...Array(3).fill('neutral: Not checked yet')]],
    );
  });

  it('say what is to be decided', () => {
    expect(notes(previewOf({}))).toEqual([
      ...['good: Stored', 'good: No warnings', 'good: Nothing left to decide', 'good: No errors in 5 records'],
      'neutral: Not started',
    ]);
    const decision = { topic: 'date_order', value: 'DMY', given: false, confidence: 0.5, evidence: '', doubtful: true };
    const open = previewOf({
      decisions: [{ ...decision, alternatives: ['MDY'] } as ImportPreview['decisions'][number]],
      mapping: [match('a', 'a', 'name'), match('b', null, 'unknown')],
      checked: { ...checked, failed_records: 2 },
      refusal: { code: 'X', message: 'no', fields: [] },
    });
    expect(notes(open).slice(1)).toEqual([
      ...['warn: 1 doubtful setting', 'warn: 1 not matched', 'warn: Errors in 2 of 5 records'],
      'bad: Would be refused',
    ]);
    const warnings = ['HEADER_UNKNOWN', 'TOTAL_ROW'].map((code) => ({ code, message: code }));
    expect(notes(previewOf({ warnings }))[1]).toBe('warn: 1 warning');
    const ofColumns = (code: string) => notes(previewOf({ warnings: [{ code, message: code }] })).slice(1, 3);
    expect(ofColumns('MAPPING_INVALID')).toEqual(['good: No warnings', 'bad: Invalid mapping']);
    expect(ofColumns('KEYS_WOULD_BE_GENERATED')).toEqual(['good: No warnings', 'warn: No keys']);
    expect(notes(previewOf({ missing_columns: ['name'] }))[2]).toBe('bad: 1 required column missing');
    const twice = [match('a', 'a', 'alias'), match('b', 'a', 'alias')];
    expect(notes(previewOf({ mapping: twice }))[2]).toBe('bad: 1 field mapped twice');
    expect(notes(previewOf({ checked: { ...checked, failed_records: 5 } }))[3]).toBe('bad: Errors in 5 of 5 records');
  });
});

describe('the columns of a file', () => {
  it('are open if a person has decided or should decide about them', () => {
    const mapping = [
      match('a', 'x', 'name'),
      match('b', null, 'unknown'),
      match('c', 'y', 'given'),
      match('d', null, 'ignored'),
      match('e', 'z', 'alias'),
      match('f', 'z', 'alias'),
      match('_row', null, 'reserved'),
    ];
    const { open, settled, own, unknown, contested } = fieldsOf({ mapping });
    expect(open.map(({ header }) => header).join('')).toBe('bcdef');
    expect(settled.map(({ header }) => header)).toEqual(['a']);
    expect(own.map(({ header }) => header)).toEqual(['_row']);
    expect(unknown.map(({ at }) => at)).toEqual([1]);
    expect(contested).toEqual(['z']);
  });

  it('are mapped to what nothing else comes close to', () => {
    const mapping = [
      match('nmae', null, 'unknown', [{ column: 'name', score: 0.8, likely: true }]),
      match('fone', null, 'unknown', [{ column: 'phone', score: 0.7, likely: false }]),
      match('id', 'id', 'name'),
    ];
    expect(likelyMapping({ mapping })).toEqual({ nmae: 'name' });
  });
});

describe('the review', () => {
  const row = {
    ...{ row: 2, line: 2, values: {}, cells: ['1.3.2024', 'x', '', 'n/a'], stored: ['2024-03-01', 'x', 'asset', null] },
    errors: [{ row: 2, line: 2, field: 'b', code: 'TYPE', value: 'x', error: '"B" is wrong' }],
  };
  const columns = ['a', 'b', 'c', 'd'].map((name, at) => ({ ...match(name.toUpperCase(), name, 'name'), at }));

  it('shows what would be stored where that differs, and errors', () => {
    expect(columns.map((column) => cellView(row, column))).toEqual([
      { text: '1.3.2024', stored: '2024-03-01' },
      { text: 'x', error: '"B" is wrong' },
      { text: '', stored: 'asset' },
      { text: 'n/a', stored: 'blank' },
    ]);
    expect(cellView({ ...row, stored: [] }, { ...match('A', 'a', 'name'), at: 0 })).toEqual({ text: '1.3.2024' });
    expect(cellView(row, { ...match('A', null, 'unknown'), at: 0 })).toEqual({ text: '1.3.2024' });
    expect(faultyFirst(columns, [row]).map(({ column }) => column)).toEqual(['b', 'a', 'c', 'd']);
  });

  it.each([
    [{}, 'No errors in the 5 records of the file.'],
    [{ failed_records: 2 }, 'Errors in 2 of the 5 records of the file.'],
    [{ records: 1 }, 'No errors in the only record.'],
    [{ records: 0 }, 'The file has a header but no records.'],
    [
      { records: 9_000, failed_records: 1_200, is_whole: false },
      'Errors in 1,200 of the first 9,000 records. The file is longer: a dry run checks all of it.',
    ],
  ])('says of how many records it speaks: %o', (changes, sentence) => {
    expect(checkedSentence({ ...checked, ...changes })).toBe(sentence);
  });
});

describe('windowOf', () => {
  it.each([
    [
      { offset: 0, size: 500 },
      { first: 0, count: 13 },
    ],
    [
      { offset: 5_000, size: 500 },
      { first: 97, count: 16 },
    ],
    [
      { offset: 99_900, size: 500 },
      { first: 1_995, count: 5 },
    ],
    [
      { offset: 0, size: 0 },
      { first: 0, count: 3 },
    ],
    [
      { offset: 1_000_000, size: 500 },
      { first: 2_000, count: 0 },
    ],
  ])('is the part in sight with a few more: %o', (scrolled, expected) => {
    expect(windowOf(scrolled, 50, 2_000)).toEqual(expected);
  });

  it('is empty for an empty list', () => {
    expect(windowOf({ offset: 0, size: 500 }, 50, 0)).toEqual({ first: 0, count: 0 });
  });
});
