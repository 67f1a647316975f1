import { AppError } from '@sluice/core';
import { repeats } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { loadText, openTestEngine } from '../test/with-engine.ts';
import { runChain } from './run-chain.ts';
import { duplicates } from './steps/duplicates.ts';
import { cleanSteps } from './steps/index.ts';
import { standardise } from './steps/standardise.ts';
import { TableFacts } from './table-facts.ts';
import { cleanTable, cleanText, column, csvOf, parametersOf, stepOf } from './test/clean-text.ts';
import { expectLogExplains } from './test/replay.ts';
import type { CleanStep } from './types.ts';

const CLEAN = `id,name,phone,price,since,note
00123,Ann,+49 170 1234567,1.50,2024-01-01,"Line one
line two, ""quoted"""
00124,Zoë O'Neil,0170/123,2,2024-01-02,日本語 ﬁ ½
00125,McDonald,555-1234,1e3,2024-01-03,-
00126,ALL CAPS,0049,3.10,2024-01-04,a  b
`;

describe('clean-my-data with default parameters', () => {
  it('leaves every cell of a clean file unchanged', async () => {
    const result = await cleanText(CLEAN);
    expect([...result.cleaned]).toEqual([...result.source]);
    expect(result.changes).toEqual([]);
    expect(result.findings.summary).toContain('No cells were changed');
  });

  it('trims cells, drops duplicate rows and clears placeholder values, and changes nothing else', async () => {
    const result = await cleanText('n,age\n Ann ,1\nAnn,1\nNA,N/A\nBob,2\nTim,3\nEve,4\n');
    expect([...result.cleaned.values()]).toEqual([
      ['Ann', '1'],
      ['NA', null],
      ['Bob', '2'],
      ['Tim', '3'],
      ['Eve', '4'],
    ]);
    expect(result.changes.map(({ _row, column_name, step }) => [_row, column_name, step])).toEqual([
      [2, 'n', 'standardise'],
      [3, null, 'duplicates'],
      [4, 'age', 'nulls'],
    ]);
    expectLogExplains(result);
  });

  it('quarantines unparseable records', async () => {
    const result = await cleanText('a,b\n1,2\n3\n4,5\n');
    expect(result.quarantined).toMatchObject([{ _row: 3, raw: '3' }]);
    expect(result.findings.quarantined?.columns.map(({ name }) => name)).toEqual(['a', 'b', 'raw']);
    expect(result.issues).toEqual([{ _row: 3, column_name: '', issue_type: 'too_few_cells' }]);
    expect(result.findings.alerts[0]).toMatchObject({ alert_id: 'alert-1', category: 'records_that_are_no_rows' });
  });

  it.each([
    ['no rows', 'a,b\n'],
    ['one row', 'a,b\n1,\n'],
    ['only nulls', 'a,b\n,""\n"",\n" "," "\n'],
    ['the same value throughout', `a,b\n${'7,x\n'.repeat(50)}`],
    ['huge numbers', `a,b\n${['1e308', '-1e308', '1.7e308', '5', '1e999'].map((n, at) => `${n},${at}\n`).join('')}`],
    ['NaN and Infinity', `a,b\n${['NaN', 'Infinity', '-inf', '5', '6'].map((n, at) => `${n},${at}\n`).join('')}`],
    ['hostile names', `"a"";drop table source;--",'b',c0,_row,SELECT,raw,reason\n1,2,3,4,5,6,7\n 1,2,3,4,5,6,x\n`],
    ['two columns of the same name', 'a,a\n 1,2\n3, 4\n'],
    ['time zones', 'at,b\n2024-01-01T00:00:00+02:00,1\n2024-01-01T00:00:00Z,2\nNA,3\n'],
  ])('cleans a file with %s', async (_, text) => {
    const methods = ['iqr', 'zscore', 'percentile'] as const;
    for (const action of ['none', 'cap'] as const) {
      // Without an action the methods differ only in the cells that they count.
      for (const method of action === 'none' ? methods.slice(0, repeats(1, 3)) : methods) {
        const asked = { outliers: { action, method }, nulls: { strategy: { strategy: 'mean' as const } } };
        const result = await cleanText(text, { asked });
        expect(result.findings.steps.filter(({ status }) => status === 'failed')).toEqual([]);
        if (_ !== 'two columns of the same name') expectLogExplains(result);
      }
    }
  });

  it('cleans a file with many columns', async () => {
    // More than any query takes at once.
    const names = Array.from({ length: repeats(1_100, 2_000) }, (_, at) => `c ${at}`);
    const rows = [1, 2, 3, 4].map((row) =>
      names.map((_, at) => (at % 3 === 0 ? ` ${row} ` : at % 3 === 1 ? `${row}` : 'NA')),
    );
    const result = await cleanText(csvOf(names, rows), { asked: { nulls: { strategy: { strategy: 'mean' } } } });
    expect(result.findings.steps.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(result.changes).toHaveLength(4 * Math.ceil(names.length / 3));
  });
});

describe('errors of clean-my-data', () => {
  it('names the unknown columns in the parameters and the columns of the file', async () => {
    const asked = { standardise: { case: { Nmae: 'lower' as const } }, duplicates: { keys: ['name', 'id'] } };
    const error = await cleanText('name,age\nA,1\n', { asked }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [
        { field: 'parameters.standardise.case.Nmae', message: 'expected one of "name", "age"; received "Nmae"' },
        { field: 'parameters.duplicates.keys.1', message: 'expected one of "name", "age"; received "id"' },
      ],
    });
  });

  it('rejects a format pattern that is not a valid RE2 expression', async () => {
    const asked = { quarantine: { formats: [{ column: 'a', format: 'pattern' as const, pattern: '(' }] } };
    await expect(cleanText('a\n1\n', { asked })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('discards the output of a step that fails and continues from the state before it', async () => {
    const test = await openTestEngine();
    const source = await loadText(test, 'a,b\n 1,x\n1,x\n');
    const parameters = parametersOf({});
    const facts = new TableFacts(test.engine, source.columns, { decimalComma: false });
    const broken: CleanStep = {
      ...standardise,
      async run(context, state, output) {
        await standardise.run(context, state, output);
        await context.engine.run('SELECT * FROM nowhere');
        throw new Error('not reached');
      },
    };
    const chain = cleanSteps.map((step) => (step === standardise ? broken : step));
    const warnings: unknown[] = [];
    const logger = { warn: (fields: unknown) => warnings.push(fields) } as never;
    const ran = await runChain(
      { engine: test.engine, source, columns: source.columns, parameters, facts, chain, storedCells: 0 },
      { signal: new AbortController().signal, progress: () => undefined, logger },
    );
    const failed = ran.links.find(({ report }) => report.key === 'standardise');
    expect(failed?.report).toMatchObject({ status: 'failed', reason: expect.stringContaining('internal error') });
    expect(failed?.output).toBeUndefined();
    // The log has what the report keeps to itself.
    expect(warnings).toEqual([
      { step: 'standardise', err: expect.objectContaining({ message: expect.stringContaining('nowhere') }) },
    ]);
    expect(ran.state).toEqual({ table: 'source', rows: 2 });
    expect(ran.links.map(({ report }) => report.status).filter((status) => status === 'completed')).toHaveLength(7);
    await test.close();
  });

  it('leaves nothing of a failed step that has dropped rows', async () => {
    const test = await openTestEngine();
    const source = await loadText(test, 'a\nx\nx\ny\n');
    const facts = new TableFacts(test.engine, source.columns, { decimalComma: false });
    const broken: CleanStep = {
      ...duplicates,
      async run(context, state, output) {
        expect((await duplicates.run(context, state, output)).state.rows).toBe(2);
        throw new Error('after its work');
      },
    };
    const chain = cleanSteps.map((step) => (step === duplicates ? broken : step));
    const given = { engine: test.engine, source, columns: source.columns, parameters: parametersOf({}), facts };
    const logger = { warn: () => {} } as never;
    const { state } = await runChain(
      { ...given, chain, storedCells: 0 },
      { signal: new AbortController().signal, progress: () => undefined, logger },
    );
    const rows: unknown[] = [];
    for await (const piece of test.engine.stream(`SELECT c0 FROM ${state.table} ORDER BY _row`)) rows.push(...piece);
    expect(rows).toEqual([['x'], ['x'], ['y']]);
    await test.close();
  });

  it('rejects with the reason of the signal when it aborts', async () => {
    const controller = new AbortController();
    const reason = new AppError('JOB_CANCELLED', 'cancelled');
    const test = await openTestEngine(controller.signal);
    const source = await loadText(test, 'a,b\n 1,x\n');
    const progress = (phase: string): void => {
      if (phase === 'duplicates') controller.abort(reason);
    };
    await expect(cleanTable(test, source, { signal: controller.signal, progress })).rejects.toBe(reason);
    await test.close();
  });

  it('skips disabled steps', async () => {
    const asked = { standardise: { enabled: false }, preview: { enabled: false } };
    const result = await cleanText('a,b\n 1,x\n', { asked });
    expect(column(result, 'a')).toEqual([' 1']);
    expect(stepOf(result, 'standardise')).toMatchObject({ status: 'skipped', reason: 'disabled in the parameters' });
  });
});
