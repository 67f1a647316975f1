import { repeats } from '@sluice/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileText } from '../test/run-profile.ts';
import { openTestEngine, type TestEngine } from '../test/with-engine.ts';
import { profileSteps } from './steps/index.ts';

let test: TestEngine;
beforeEach(async () => {
  test = await openTestEngine();
});
afterEach(() => test.close());

const people = [
  'id,name,age,joined,email,active,note',
  '1,Ann,31,2020-01-05,ann@example.com,yes,',
  '2,Bob,45,2020-02-30,bob@example.com,no,x  y',
  '3, Cid,28,2021-03-01,cid@example.com,yes,N/A',
  '4,Dan,abc,2021-04-01,dan@example.com,no,',
  '5,ann,39,2021-05-01,not an address,yes,GrÃ¼ÃŸe',
  '6,Eve,52,2021-06-01,eve@example.com,no,',
  '7,Fay,44,2021-07-01,fay@example.com,yes,',
  '8,Gus,37,2021-08-01,gus@example.com,no,',
  '9,Hal,29,2021-09-01,hal@example.com,yes,',
  '10,Ida,41,2021-10-01,ida@example.com,no,',
  '11,Joe,999,2021-11-01,joe@example.com,yes,   ',
  '11,Joe,999,2021-11-01,joe@example.com,yes,   ',
  '',
].join('\n');

const columnOf = (columns: unknown, name: string) =>
  (columns as { column: string }[]).find(({ column }) => column === name);

describe('profile-my-data', () => {
  it('determines the type of each column and counts its cells', async () => {
    const { found, source } = await profileText(test, people);
    expect(source).toMatchObject({ rows: 12, rejected: 0 });
    const types = (found.columns as { column: string; inferred_type: string; agreeing_rows: number }[]).map(
      ({ column, inferred_type, agreeing_rows }) => [column, inferred_type, agreeing_rows],
    );
    expect(types).toEqual([
      ['id', 'integer', 12],
      ['name', 'text', 12],
      ['age', 'integer', 11],
      ['joined', 'date', 11],
      ['email', 'email', 11],
      ['active', 'boolean', 12],
      ['note', 'text', 2],
    ]);
    expect(columnOf(found.columns, 'note')).toMatchObject({
      ...{ rows: 12, values: 2, nulls: 7, blanks: 2, null_tokens: 1, distinct: 4 },
      length: { min: 3, mean: 4, max: 7 },
      top_values: [
        { value: '   ', count: 2 },
        { value: 'GrÃ¼ÃŸe', count: 1 },
        { value: 'N/A', count: 1 },
        { value: 'x  y', count: 1 },
      ],
    });
  });

  it('computes statistics of a numeric column, with its fences and outliers', async () => {
    const { found } = await profileText(test, people);
    expect(columnOf(found.numbers, 'age')).toMatchObject({
      ...{ count: 11, min: 28, max: 999, sum: 2344, mean: 213.090909090909, median: 41, q1: 34, q3: 48.5, outliers: 2 },
      ...{ lowerFence: 12.25, upperFence: 70.25, zeros: 0, negatives: 0, std: 388.630789965 },
    });
  });

  it('has figures that agree with each other', async () => {
    const long = Array.from({ length: 40 }, (_, at) => `r${at},${1_000_000_000_000_000 + (at % 5) * 100}\n`);
    const { found, issuesByRow } = await profileText(test, `k,v\n${long.join('')}r40,1000000000009999\n`);
    const facts = columnOf(found.numbers, 'v') as unknown as Record<string, number>;
    expect(facts).toMatchObject({ outliers: 1, min: 1e15, sum: 41_000_000_000_018_000 });
    expect(facts.median).toBeGreaterThanOrEqual(facts.min ?? 0);
    expect(issuesByRow.filter(({ issue_type }) => issue_type === 'outlier')).toHaveLength(1);
  });

  it('adds up decimals exactly', async () => {
    const cells = ['0.1', '0.2', '0.3', '123456789012.345', '-123456789012.345', '0.7'];
    const { found } = await profileText(test, `k,v\n${cells.map((cell, at) => `r${at},${cell}\n`).join('')}`);
    expect(columnOf(found.numbers, 'v')).toMatchObject({ sum: 1.3 });
  });

  it('finds invisible characters and words of two alphabets', async () => {
    const names = [
      'Ann\u200b',
      'Bob',
      'P\u0430ul',
      'Ελένη',
      'Анна',
      '5 µm',
      '10 k\u03a9',
      'خانه\u200cها',
      'so\u00adft',
      '👩\u200d👧',
    ];
    const { issuesByRow } = await profileText(test, `id,name\n${names.map((name, at) => `${at},${name}\n`).join('')}`);
    expect(issuesByRow.map(({ row_index, issue_type }) => `${row_index} ${issue_type}`)).toEqual([
      '2 invisible_characters',
      '4 mixed_alphabets',
      '10 invisible_characters',
    ]);
  });

  it.each([
    ['id', (at: number) => String(at)],
    ['Order No', (at: number) => `A-${at}`],
    ['value', (at: number) => String(at)],
  ])('gives no A to a file whose key %j repeats', async (name, key) => {
    const rows = Array.from({ length: 1_000 }, (_, at) => `${key(at < 970 ? at : at - 970)},text ${at}\n`);
    const { found } = await profileText(test, `${name},text\n${rows.join('')}`);
    expect(found.quality).toMatchObject({ grade: 'B', limited_by: expect.stringContaining('30 values repeat') });
  });

  it('lists row issues in row order, each once', async () => {
    const { issuesByRow, issueSummary } = await profileText(test, people);
    const seen = issuesByRow.map(({ row_index, column, issue_type }) => `${row_index} ${column} ${issue_type}`);
    expect(seen).toEqual([
      '3 joined type_mismatch',
      '3 note repeated_space',
      '4 name surrounding_space',
      '4 note null_token',
      '5 age type_mismatch',
      '6 name case_variant',
      '6 email type_mismatch',
      '6 note encoding_damage',
      '12 age outlier',
      '12 note blank',
      '13  duplicate_row',
      '13 id repeated_key',
      '13 age outlier',
      '13 note blank',
    ]);
    expect(issueSummary).toEqual({
      total_issues: 14,
      by_type: {
        type_mismatch: 3,
        blank: 2,
        outlier: 2,
        case_variant: 1,
        duplicate_row: 1,
        encoding_damage: 1,
        null_token: 1,
        repeated_key: 1,
        repeated_space: 1,
        surrounding_space: 1,
      },
      by_severity: { info: 7, warning: 7 },
      affected_rows: 6,
      affected_columns: 6,
    });
    expect(issuesByRow.find(({ issue_type }) => issue_type === 'duplicate_row')?.message).toContain('row 12');
  });

  it('summarizes the file, and recommends cleaning with suitable parameters', async () => {
    const { summary, alerts, issues, recommendations, routing_decisions, executiveSummary, steps } = await profileText(
      test,
      people,
    );
    expect(summary).toContain('12 records in 7 columns');
    expect(summary).toContain('"age", "joined" and "email"');
    expect(alerts.map(({ alert_id }) => alert_id)).toEqual(
      alerts.map((_, at) => `alert-${String(at + 1).padStart(3, '0')}`),
    );
    expect(issues.every(({ agent_id }) => steps.some(({ key }) => key === agent_id))).toBe(true);
    expect(recommendations.length).toBeGreaterThan(0);
    expect(routing_decisions).toMatchObject([
      {
        next_tool: 'clean-my-data',
        parameters: {
          standardise: { collapse_spaces: ['note'] },
          types: { columns: { age: 'integer', joined: 'date' } },
        },
      },
    ]);
    expect(executiveSummary.find(({ summary_id }) => summary_id === 'duplicates')?.value).toBe(1);
  });

  it('reports no issues for a clean file', async () => {
    const lines = Array.from({ length: 20 }, (_, at) => `${at},name ${at},${at * 7}`);
    const { alerts, issueSummary, routing_decisions, found } = await profileText(
      test,
      `id,name,n\n${lines.join('\n')}\n`,
    );
    expect(alerts).toEqual([]);
    expect(issueSummary.total_issues).toBe(0);
    expect(routing_decisions).toEqual([]);
    expect(found.quality).toMatchObject({ grade: 'A', score: 1 });
  });

  it('treats digits with leading zeros as codes, and recognizes the other types', async () => {
    const rows = [
      [
        '00123',
        '1.5',
        '2024-01-05T10:00:00Z',
        '+49 170 1234567',
        'https://a.example/x',
        '10.0.0.1',
        '12:30',
        '€ 1,234.50',
        '1',
      ],
      [
        '00124',
        '-2e3',
        '2024-02-05 10:00',
        '(030) 123 45 67',
        'http://b.example',
        '192.168.1.255',
        '23:59:59',
        '99%',
        '0',
      ],
      ['10125', '.5', '2024-02-06', '030-1234567', 'www.c.example', '::1', '7:05', '1,000', '1'],
    ];
    const header = 'zip,num,at,tel,url,ip,time,price,flag';
    const text = `${header}\n${rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n')}\n`;
    const { found } = await profileText(test, text);
    const types = (found.columns as { inferred_type: string }[]).map(({ inferred_type }) => inferred_type);
    expect(types).toEqual(['code', 'number', 'datetime', 'phone', 'url', 'ip', 'time', 'formatted', 'integer']);
  });

  it('treats NaN and Infinity as text, and computes with 1e308', async () => {
    const { found, steps } = await profileText(test, 'a,b\n1e308,NaN\n-1e308,Infinity\n1e308,inf\n');
    expect(steps.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(columnOf(found.columns, 'b')).toMatchObject({ inferred_type: 'text', null_tokens: 1 });
    expect(columnOf(found.numbers, 'a')).toMatchObject({ min: -1e308, max: 1e308, mean: 3.33333333333e307 });
  });

  it('recognizes card numbers, IBANs and other personal data, and verifies check digits', async () => {
    const text =
      'card,iban,ssn,text\n4111 1111 1111 1111,DE89 3704 0044 0532 0130 00,078-05-1120,write to a@b.example please\n' +
      '5500005555555559,GB82WEST12345698765432,219-09-9999,\n4111111111111112,DE89370400440532013001,000-12-3456,\n';
    const { found } = await profileText(test, text);
    expect(found.personal_data).toEqual([
      { column: 'card', kind: 'card_number', rows: 2, share: 0.666666666667 },
      { column: 'iban', kind: 'iban', rows: 2, share: 0.666666666667 },
      { column: 'ssn', kind: 'ssn', rows: 2, share: 0.666666666667 },
      { column: 'text', kind: 'email_in_text', rows: 1, share: 1 },
    ]);
  });

  it('correlates numeric columns', async () => {
    const { found } = await profileText(test, 'x,y,z\n1,2,4\n2,4,1\n3,6,3\n4,8,2\n');
    expect(found.correlations).toEqual([
      { left: 'x', right: 'y', rows: 4, pearson: 1 },
      { left: 'x', right: 'z', rows: 4, pearson: -0.4 },
      { left: 'y', right: 'z', rows: 4, pearson: -0.4 },
    ]);
  });

  it('measures drift against a second document', async () => {
    const file = (header: string, row: (at: number) => string): string =>
      `${header}\n${Array.from({ length: 100 }, (_, at) => row(at)).join('\n')}\n`;
    const { found, alerts } = await profileText(
      test,
      file('n,kind,same,gone', (at) => `${at},${at % 2 ? 'a' : 'b'},${at % 5},x`),
      { compared: file('N,kind,same,added', (at) => `${at + 50},${at % 10 ? 'a' : 'b'},${at % 5},y`) },
    );
    // Shares 0.5/0.5 and 0.9/0.1: 0.4 ln 1.8 - 0.4 ln 0.2.
    expect(found.drift).toMatchObject({
      columns: [
        { column: 'n', measure: 'ks', distance: 0.5, level: 'major' },
        { column: 'kind', measure: 'psi', distance: 0.878889830934, level: 'major' },
        { column: 'same', measure: 'ks', distance: 0, level: 'none' },
      ],
      missing_columns: ['gone'],
      new_columns: ['added'],
    });
    expect(alerts.filter(({ category }) => category === 'drift')).toHaveLength(2);
  });

  it.each([
    ['no rows', 'a,b\n', 0],
    ['one row', 'a,b\n1,x\n', 1],
    ['only empty cells', 'a,b\n"",""\n"",""\n', 2],
    ['the same value in every row', 'a\nx\nx\nx\n', 3],
    ['a name like SQL', '"""; drop table source; --",\'\n1,2\n3,4\n', 2],
    ['a repeated and an empty column name', 'a,a,,b\n1,2,3,x y\n4,5,6,z\n', 2],
  ])('profiles a file with %s', async (_, text, rows) => {
    const { steps, source, executiveSummary } = await profileText(test, text);
    expect(steps.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(source.rows).toBe(rows);
    expect(executiveSummary.find(({ summary_id }) => summary_id === 'rows')?.value).toBe(rows);
  });

  it('profiles many columns', async () => {
    // More than any query takes at once, and more numbers too.
    const length = repeats(1_100, 2_000);
    const row = (cell: (at: number) => string): string => Array.from({ length }, (_, at) => cell(at)).join(',');
    const lines = Array.from({ length: 10 }, (_, line) => row((at) => (at % 2 ? `t${line}` : String(line * at))));
    const { steps, found } = await profileText(test, `${row((at) => `n${at}`)}\n${lines.join('\n')}\n`);
    expect(steps.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(columnOf(found.numbers, 'n10')).toMatchObject({ count: 10, mean: 45, max: 90 });
  });

  it('counts unparseable records and reports their rows', async () => {
    const { issuesByRow, found, alerts } = await profileText(test, 'a,b\n1,2\n3\n4,5\n6,7,8\n');
    expect(found.unreadable_rows).toMatchObject([
      { code: 'TOO_FEW_CELLS', rows: 1, first: 3 },
      { code: 'TOO_MANY_CELLS' },
    ]);
    expect(issuesByRow.map(({ row_index, severity }) => [row_index, severity])).toEqual([
      [3, 'critical'],
      [5, 'critical'],
    ]);
    expect(alerts[0]?.message).toContain('2 records of 4');
  });

  it('has a unique key for every step', () => {
    const keys = profileSteps.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
