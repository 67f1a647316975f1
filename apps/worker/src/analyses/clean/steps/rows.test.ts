import { describe, expect, it } from 'vitest';
import { cleanText, column, stepOf } from '../test/clean-text.ts';
import { expectLogExplains } from '../test/replay.ts';

describe('preview', () => {
  it('counts the changes that each step makes afterwards', async () => {
    const asked = { quarantine: { required: ['a'] }, outliers: { action: 'drop' as const, columns: ['b'] } };
    const rows = Array.from({ length: 20 }, (_, at) => `x${at},${at}\n`).join('');
    const result = await cleanText(`a,b\n${rows}y,9999\n,5\n z,N/A\n`, { asked });
    expect(stepOf(result, 'preview').findings).toEqual({
      effects: [
        { step: 'quarantine', cells_to_change: 0, rows_to_drop: 1 },
        { step: 'standardise', cells_to_change: 1, rows_to_drop: 0 },
        { step: 'duplicates', cells_to_change: 0, rows_to_drop: 0 },
        { step: 'nulls', cells_to_change: 1, rows_to_drop: 0 },
        { step: 'outliers', cells_to_change: 0, rows_to_drop: 1 },
        { step: 'formulas', cells_to_change: 0, rows_to_drop: 0 },
      ],
    });
    expect(result.changes.map(({ _row, step }) => [_row, step])).toEqual([
      [22, 'outliers'],
      [23, 'quarantine'],
      [24, 'standardise'],
      [24, 'nulls'],
    ]);
  });
});

describe('quarantine', () => {
  it('quarantines rows and names every rule that they break', async () => {
    const text =
      'id,age,mail,day\n1,34,a@b.de,2024-05-01\n,200,nope,01/02/2020\n3,,,\n4,x,c@d.org,2024-02-30\n5,N/A, e@f.org ,5.6.2024\n';
    const result = await cleanText(text, {
      asked: {
        quarantine: {
          required: ['id'],
          ranges: [
            { column: 'age', min: 0, max: 120 },
            { column: 'day', min: '2021-01-01' },
          ],
          formats: [{ column: 'mail', format: 'email' }],
        },
        date_order: 'DMY',
      },
    });
    expect([...result.cleaned.keys()]).toEqual([2, 4, 6]);
    expect(result.quarantined).toEqual([
      {
        _row: 3,
        reason:
          'id is required but blank; age is not between 0 and 120; day is less than 2021-01-01; mail is not a valid email',
        raw: null,
      },
      { _row: 5, reason: 'age is not between 0 and 120; day is less than 2021-01-01', raw: null },
    ]);
    expectLogExplains(result);
  });

  it('reports suspicious cells, and quarantines their rows only if the parameters ask for it', async () => {
    const cells = ['MÃ¼ller', 'a\u0007b', '#REF!', '=1+1', '<script>x', 'SÃO PAULO', '@ann', '-5', '+49 170', 'ok'];
    const text = `a,b\n${cells.map((cell, at) => `${cell},${at}\n`).join('')}`;
    const reported = await cleanText(text);
    expect(reported.issues.map(({ _row, issue_type }) => [_row, issue_type])).toEqual([
      [2, 'broken_encoding'],
      [3, 'control_character'],
      [4, 'spreadsheet_error'],
      [5, 'formula'],
      [6, 'script'],
    ]);
    expect(reported.cleaned.size).toBe(10);
    const aside = await cleanText(text, { asked: { quarantine: { suspicious: 'quarantine' } } });
    expect([...aside.cleaned.keys()]).toEqual([7, 8, 9, 10, 11]);
  });
});

describe('duplicates', () => {
  const text = 'key,name,city\n1,Ann,\n2,Bob,Bonn\n1,ann,Köln\n,Eve,\n,Eve,Ulm\n1,Ann,\n';

  it.each([
    ['first', [2, 3, 5, 6]],
    ['last', [3, 4, 5, 6]],
    ['merge', [2, 3, 5, 6]],
  ] as const)('resolves rows with the same key by keep=%s', async (keep, rows) => {
    const result = await cleanText(text, { asked: { duplicates: { keys: ['key'], keep } } });
    expect([...result.cleaned.keys()]).toEqual(rows);
    if (keep === 'merge') expect(column(result, 'city')).toEqual(['Köln', 'Bonn', null, 'Ulm']);
    expectLogExplains(result);
  });

  it('ignores case only if the parameters ask for it', async () => {
    const cased = 'a,b\nx,Y\nX,y\n';
    expect((await cleanText(cased)).cleaned.size).toBe(2);
    const result = await cleanText(cased, { asked: { duplicates: { ignore_case: true } } });
    expect(result.changes).toMatchObject([{ _row: 3, reason: 'duplicate of row 2' }]);
  });

  it('drops rows that become equal when placeholder values are cleared', async () => {
    const result = await cleanText('a,b\n1,x\nN/A,x\n,x\n2,y\n3,z\n');
    expect([...result.cleaned.keys()]).toEqual([2, 3, 5, 6]);
    expect(stepOf(result, 'nulls').after).toMatchObject({ duplicate_rows_dropped: 1, rows: 4 });
    expectLogExplains(result);
  });
});
