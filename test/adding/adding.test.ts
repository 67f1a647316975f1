import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCatalogEntry, addProducer, runArtifact } from './artifact.ts';
import { addCheckAndStep, runTools, spoilFindings } from './check.ts';
import { Copy } from './copy.ts';
import { addProcessor, registerContract, registerProcessor, runJobKind, SCHEDULED, writeContract } from './job-kind.ts';

/** docs/architecture.md, "Adding things". All tests change the same copy, because each build of it takes a while. */
let copy: Copy;
beforeAll(() => {
  copy = new Copy(['libs/core', 'libs/jobs', 'libs/db', 'libs/importers', 'libs/storage', 'apps/worker', 'apps/api']);
});
afterAll(() => copy.remove());

describe('with one thing forgotten or wrong', () => {
  let refused: string;
  beforeAll(() => {
    addCatalogEntry(copy);
    writeContract(copy, "traced: true, sweep: { id: 'word_id' },");
    registerContract(copy);
    addProcessor(copy);
    const mend = spoilFindings(copy);
    refused = copy.build('apps/worker');
    mend();
  });

  test.each([
    [
      'an artifact without a producer',
      /^apps.worker.src.analyses.producers.index\.ts.* Property '"columns\.csv"' is missing/m,
    ],
    ['a job kind without a processor', /^apps.worker.src.processors.index\.ts.* Property '"count-words"' is missing/m],
    ['a check whose findings do not match the schema', /^apps.worker.src.analyses.profile.steps.rejects\.ts/m],
    ['a swept kind without a query', /^apps.worker.src.processors.count-words\.ts.*\n.* Property 'sweep' is missing/m],
    ['a traced kind without a trace', /^apps.worker.src.runner.run-job\.ts/m],
  ])('%s does not compile', (_, error) => {
    expect(refused).toMatch(error);
  });
});

describe('with a file and a line for each', () => {
  beforeAll(() => {
    writeContract(copy, SCHEDULED);
    addProducer(copy);
    registerProcessor(copy);
    addCheckAndStep(copy);
    expect(copy.build('apps/worker', 'apps/api')).toBe('');
  });

  test('an artifact is produced and listed', () => {
    expect(JSON.parse(copy.run(runArtifact))).toEqual({
      text: 'column\r\na\r\nb\r\n',
      fileName: 'file-columns.csv',
      listed: { 'profile-my-data': true, 'clean-my-data': true },
    });
  });

  test('a check and a cleaning step run', () => {
    const found = JSON.parse(copy.run(runTools));
    const findings = { columns: ['long name'] };
    expect(found.check).toMatchObject({ title: 'Long names', status: 'completed', findings });
    expect(found.step).toMatchObject({ title: 'Odd rows', status: 'completed', after: { rows: 2 } });
    expect(found.preview).toEqual({ step: 'odd_rows', cells_to_change: 0, rows_to_drop: 2 });
    expect(found.cleaned).toBe(2);
  });

  test('a job kind is registered and processed', () => {
    expect(JSON.parse(copy.run(runJobKind))).toEqual([true, 600_000, 'maintenance', { words: 2 }]);
  });
});

describe('a contract', () => {
  const wrong = [
    ['does not say whether it is traced', 'every: 600_000, housekeeping: true,'],
    ['is scheduled and does not say whether it counts items', 'traced: false, every: 600_000,'],
    ['names a setting that does not exist', "traced: false, every: 'WORDS_MS', housekeeping: true,"],
    ['sweeps by a field that its payload lacks', "traced: false, sweep: { id: 'wordId' },"],
  ] as const;
  let refused: string;
  beforeAll(() => {
    for (const [at, [, facts]] of wrong.entries()) writeContract(copy, facts, `wrong-${at}`);
    refused = copy.build('libs/jobs');
  });

  test.each(wrong.map(([what], at) => [what, at] as const))('that %s does not compile', (_, at) => {
    expect(refused).toMatch(new RegExp(`^libs.jobs.src.contracts.wrong-${at}\\.ts`, 'm'));
  });
});
