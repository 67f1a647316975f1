import { describe, expect, it } from 'vitest';
import { type Asked, cleanText, column, stepOf } from '../test/clean-text.ts';
import { expectLogExplains } from '../test/replay.ts';

const oneColumn = (cells: readonly string[]): string =>
  `a,n\n${cells.map((cell, at) => `"${cell}",r${at}\n`).join('')}`;

async function cleaned(cells: readonly string[], asked: Asked): Promise<(string | null)[]> {
  const result = await cleanText(oneColumn(cells), { asked: { duplicates: { enabled: false }, ...asked } });
  expect(result.findings.steps.filter(({ status }) => status === 'failed')).toEqual([]);
  expectLogExplains(result);
  return column(result, 'a');
}

describe('types', () => {
  const typed = (type: 'integer' | 'number' | 'boolean' | 'date', more: object = {}): Asked => ({
    types: { columns: { a: type }, ...more },
    nulls: { enabled: false },
  });

  it.each([
    [
      'number',
      {},
      ['1.50', '1,234.5', '$ 3', '-€4.20', '1e3', '007', '1,23', 'x'],
      ['1.50', '1234.5', '3', '-4.20', '1e3', '007', '1,23', 'x'],
    ],
    ['number', { decimal: ',' }, ['1,5', '1.234,50', '1.234', '12', '1 000'], ['1.5', '1234.50', '1234', '12', '1000']],
    ['integer', {}, ['12.0', '1,000', '+5', '1.5', '00123'], ['12', '1000', '+5', '1.5', '00123']],
    ['boolean', {}, ['Yes', 'n', '1', 'off', 'TRUE', 'maybe'], ['true', 'false', 'true', 'false', 'true', 'maybe']],
    ['boolean', { on_failure: 'null' }, ['Yes', 'maybe'], ['true', null]],
    [
      'date',
      {},
      ['2024-01-02', '31/01/2024', '1.2.2024', '2024/3/4', '12 Mar 2024', '2024-02-30'],
      ['2024-01-02', '2024-01-31', '2024-02-01', '2024-03-04', '2024-03-12', '2024-02-30'],
    ],
  ] as const)('normalizes values of type %s with the options %j', async (type, more, before, after) => {
    expect(await cleaned(before, typed(type, more))).toEqual(after);
  });

  it('reports invalid values, but not placeholder values', async () => {
    const result = await cleanText(oneColumn(['1', 'x', 'N/A']), { asked: typed('number') });
    expect(stepOf(result, 'types').after).toMatchObject({ cells_unreadable: 1, cells_changed: 0 });
    expect(result.issues).toEqual([{ _row: 3, column_name: 'a', issue_type: 'type_unreadable' }]);
  });
});

describe('standardise', () => {
  it.each([
    ['trims every kind of whitespace', {}, ['\u00a0a\t', '\u3000 ', 'a  b'], ['a', null, 'a  b']],
    ['collapses inner whitespace', { collapse_spaces: ['a'] }, ['a  b\u00a0c'], ['a b c']],
    ['composes characters for NFC', { unicode: { a: 'NFC' } }, ['Zoe\u0308', 'ﬁ'], ['Zoë', 'ﬁ']],
    [
      'replaces compatibility characters for NFKC',
      { unicode: { a: 'NFKC' } },
      ['ﬁ ½ Ａ', '¨x'],
      ['fi 1⁄2 A', '\u0308x'],
    ],
    ['converts to lower case', { case: { a: 'lower' } }, ['ÄB c'], ['äb c']],
    ['converts to upper case', { case: { a: 'upper' } }, ["o'neil é"], ["O'NEIL É"]],
    ['converts to title case', { case: { a: 'title' } }, ["jean-luc O'NEIL éva"], ["Jean-Luc O'neil Éva"]],
    ['replaces synonyms', { synonyms: { a: { "it's": 'x', Y: '' } } }, [" it's", 'Y', 'y'], ['x', null, 'y']],
    [
      'leaves dates with an ambiguous order unchanged',
      { dates: ['a'] },
      ['03/04/2024', '5/5/2024'],
      ['03/04/2024', '2024-05-05'],
    ],
    [
      'takes the date order from the other dates of the column',
      { dates: ['a'] },
      ['03/04/2024', '31/12/2024 09:30'],
      ['2024-04-03', '2024-12-31T09:30:00'],
    ],
  ] as const)('%s', async (_, standardise, before, after) => {
    expect(await cleaned(before, { standardise: standardise as Asked['standardise'] })).toEqual(after);
  });

  it('logs a changed cell once, with all reasons', async () => {
    const result = await cleanText('a\n" X  Y"\n', {
      asked: { standardise: { collapse_spaces: ['a'], case: { a: 'lower' } } },
    });
    expect(result.changes).toMatchObject([
      { before: ' X  Y', after: 'x y', reason: 'lower case, whitespace collapsed, whitespace trimmed' },
    ]);
  });
});

describe('nulls', () => {
  const numbers = ['1', '2', 'N/A', '', '6', '2'];
  it.each([
    ['none', ['1', '2', null, null, '6', '2']],
    ['mean', ['1', '2', '2.75', '2.75', '6', '2']],
    ['median', ['1', '2', '2', '2', '6', '2']],
    ['mode', ['1', '2', '2', '2', '6', '2']],
    ['forward', ['1', '2', '2', '2', '6', '2']],
    ['backward', ['1', '2', '6', '6', '6', '2']],
    ['drop', ['1', '2', '6', '2']],
  ] as const)('handles missing values with the strategy %s', async (strategy, after) => {
    expect(await cleaned(numbers, { nulls: { columns: { a: { strategy } } } })).toEqual(after);
  });

  it.each([
    [['1', '2', '2', ''], '1.67'],
    [['1', '2', '2', '', ''], '1.67'],
    [['1.5', '2', '2', ''], '1.833'],
    [['0.1', '0.2', '', '0.3', '0.4'], '0.25'],
  ])('fills %j with a mean of two decimals more than the column has: %s', async (cells, mean) => {
    expect(await cleaned(cells, { nulls: { columns: { a: { strategy: 'mean' } } } })).toContain(mean);
  });

  it('fills with a constant, and logs that a placeholder value was cleared first', async () => {
    const asked: Asked = { nulls: { columns: { a: { strategy: 'constant', constant: "it's 0" } } } };
    const result = await cleanText(oneColumn(numbers), { asked });
    expect(result.changes).toMatchObject([
      { before: 'N/A', after: "it's 0", reason: 'placeholder value cleared, filled with the constant' },
      { before: null, after: "it's 0", reason: 'filled with the constant' },
    ]);
  });

  it('keeps placeholder values in columns of text and identifiers, unless the parameters name them', async () => {
    expect(await cleaned(['NA', 'DE', '-'], {})).toEqual(['NA', 'DE', '-']);
    expect(await cleaned(['007', '012', '-'], {})).toEqual(['007', '012', '-']);
    expect(await cleaned(['NA', 'DE', '-'], { nulls: { token_columns: ['a'] } })).toEqual([null, 'DE', null]);
    expect(await cleaned(['5', '-999', '6'], { nulls: { tokens: ['-999'] } })).toEqual(['5', null, '6']);
  });

  it('reports why it cannot fill a text column with the mean', async () => {
    const result = await cleanText(oneColumn(['x', '', 'y']), {
      asked: { nulls: { columns: { a: { strategy: 'mean' } } } },
    });
    expect(result.findings.issues.map(({ message }) => message)).toContain(
      '"a" is not numeric, so the strategy mean was not applied.',
    );
    expect(result.changes).toEqual([]);
  });
});

describe('outliers', () => {
  const cells = [...Array.from({ length: 19 }, (_, at) => `${10 + (at % 5)}.0`), '99.5', '-50'];
  it.each([
    ['none', '99.5', '-50'],
    ['cap', '16.0', '8.0'],
    ['impute', '12', '12'],
  ] as const)('handles outliers with the action %s', async (action, high, low) => {
    const after = await cleaned(cells, { outliers: { action } });
    expect(after.slice(0, 19)).toEqual(cells.slice(0, 19));
    expect(after.slice(19).map(Number)).toEqual([high, low].map(Number));
  });

  it('drops rows with outliers and names the column in the reason', async () => {
    const result = await cleanText(oneColumn(cells), {
      asked: { outliers: { action: 'drop', method: 'zscore', zscore: 2 } },
    });
    expect(result.changes).toMatchObject([
      { _row: 21, column_name: null, reason: 'outlier in a' },
      { _row: 22, column_name: null, reason: 'outlier in a' },
    ]);
  });

  it('finds no outliers in identifiers and in columns without spread', async () => {
    const rows = [...Array.from({ length: 10 }, () => '1,5\n'), '9999,7\n'].map((row, at) => `${row.trim()},${at}\n`);
    const result = await cleanText(`order_id,same,n\n${rows.join('')}`);
    expect(stepOf(result, 'outliers').before.outliers).toBe(0);
  });
});

describe('checks', () => {
  it('alerts if too few rows remain or a column has too many blank cells', async () => {
    const result = await cleanText('a,b\n1,\n1,\n1,\n2,\n', { asked: { checks: { min_retention: 0.9 } } });
    expect(result.findings.alerts.map(({ category, severity }) => [category, severity])).toEqual([
      ['rows_retained', 'high'],
      ['nulls_left', 'medium'],
    ]);
    expect(result.findings.summary).toContain('Failed checks: rows_retained, nulls_left.');
  });
});

describe('formulas', () => {
  const cells = ['-', '+', '--', '-5', '+4,5e3', '+49 (30) 1-2', '@ann', '=1+1', '-cmd', "'=x", 'a=b', '=cmd|x'];

  it('escapes what a spreadsheet would run, leaves numbers, phone numbers and hyphens, and logs each change', async () => {
    const result = await cleanText(oneColumn(cells), { asked: { duplicates: { enabled: false } } });
    expectLogExplains(result);
    expect(column(result, 'a')).toEqual([
      ...['-', '+', '--', '-5', '+4,5e3', '+49 (30) 1-2', "'@ann", "'=1+1", "'-cmd", "'=x", 'a=b', "'=cmd|x"],
    ]);
    expect(result.changes.map(({ before, reason }) => [before, reason])).toEqual(
      ['@ann', '=1+1', '-cmd', '=cmd|x'].map((before) => [before, 'formula escaped']),
    );
    expect(stepOf(result, 'formulas').after).toMatchObject({ cells_changed: 4 });
  });

  it('leaves all of them when it is switched off', async () => {
    expect(await cleaned(cells, { formulas: { enabled: false } })).toEqual(cells);
  });

  it('says which headers it has escaped', async () => {
    const { findings } = await cleanText('=a,b\n1,2\n');
    expect(findings.cleaned?.columns.map(({ name }) => name)).toEqual(["'=a", 'b']);
    expect(findings.issues).toMatchObject([{ field_name: '=a', issue_type: 'formula_header' }]);
  });
});
