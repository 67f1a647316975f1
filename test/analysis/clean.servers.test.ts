import { beforeAll, describe, expect, it } from 'vitest';
import { type AnalysisCalls, useSuite } from '../harness/index.ts';
import { type Delivered, deliveredAtOnce, fetchDelivered } from './support/agree.ts';
import { stepsOf } from './support/final-object.ts';
import { type ExpectedCleaning, type Fixture, fixtureBytes, fixtures } from './support/fixtures.ts';
import { entriesOf, type Replayed, replay } from './support/replay.ts';
import { seeFixture } from './support/seen.ts';
import { type Seen, seeCsv } from './support/table.ts';

const suite = useSuite({ standing: true });
const STEPS = [
  'preview',
  'quarantine',
  'types',
  'standardise',
  'duplicates',
  'nulls',
  'outliers',
  'formulas',
  'checks',
];
let client: AnalysisCalls;
beforeAll(async () => {
  client = (await suite.api.client('cleaner')).analyses;
});

async function clean(bytes: Uint8Array, file: string, parameters: ExpectedCleaning['parameters']): Promise<Delivered> {
  const { analysis_id: id } = await client.post(bytes, file, { tool: 'clean-my-data', parameters });
  const done = await client.wait(id);
  expect({ status: done.status, code: done.error_code, message: done.error_message }).toEqual({
    status: 'completed',
    code: null,
    message: null,
  });
  expect(done).toMatchObject({ phase: null, percent: 100, attempt: 1 });
  return fetchDelivered(client, id);
}

const cells = (seen: Seen) => [...seen.rows.values()];
const cleanedOf = ({ files }: Delivered, delimiter: string): Seen =>
  seeCsv(files.get('cleaned.csv') ?? Buffer.alloc(0), { delimiter });

/** The change log is complete and correct: applied to the file, it yields cleaned.csv. */
function checkLog(seen: Seen, delivered: Delivered, delimiter: string): Replayed {
  const replayed = replay(seen, entriesOf(delivered.sheet('Changes')));
  expect(replayed.wrong).toEqual([]);
  const cleaned = cleanedOf(delivered, delimiter);
  expect(cleaned.header).toEqual(seen.header);
  expect(cells(cleaned)).toEqual([...replayed.rows.values()]);
  return replayed;
}

/** Each step starts with the rows the previous one left, and the totals match the change log and the files. */
function checkSteps({ final, sheet }: Delivered, seen: Seen, { rows, dropped }: Replayed): void {
  const steps = stepsOf(final);
  expect(steps.map(([key]) => key).sort()).toEqual([...STEPS].sort());
  const ran = steps.filter(([, { status }]) => status === 'completed');
  const chain = ran
    .filter(([key]) => key !== 'preview' && key !== 'checks')
    .sort(([a], [b]) => STEPS.indexOf(a) - STEPS.indexOf(b));
  let left = seen.rows.size;
  for (const [key, { before, after }] of chain) {
    expect([key, before.rows]).toEqual([key, left]);
    left = after.rows ?? Number.NaN;
  }
  expect(left).toBe(rows.size);
  const changedCells = chain.reduce((sum, [, { after }]) => sum + (after.cells_changed ?? 0), 0);
  const logged = entriesOf(sheet('Changes')).filter(({ column }) => column !== null);
  expect(changedCells).toBe(logged.filter(({ step }) => step !== 'duplicates').length);
  for (const [key, { before, after }] of chain) {
    const gone = [...dropped.values()].filter((step) => step === key).length;
    expect([key, (before.rows ?? 0) - (after.rows ?? 0)]).toEqual([key, gone]);
  }
}

/** The tiles and the summary match the change log, the files and the steps. */
function checkTiles(
  { final, sheet }: Delivered,
  seen: Seen,
  { rows }: Replayed,
  { set_aside }: ExpectedCleaning,
): void {
  const entries = entriesOf(sheet('Changes'));
  const tiles = Object.fromEntries(final.report.executiveSummary.map(({ title, value }) => [title, value]));
  const kept = [...rows.values()];
  expect(tiles).toMatchObject({
    Records: seen.rows.size,
    'Records kept': rows.size,
    Quarantined: set_aside.length,
    Duplicates: entries.filter(({ column, reason }) => column === null && reason.startsWith('duplicate')).length,
    'Cells changed': entries.filter(({ column }) => column !== null).length,
    'Blank cells': kept.reduce((sum, row) => sum + row.filter((cell) => cell === null).length, 0),
  });
  expect(final.report.analysisSummary.summary).toContain(`**${rows.size} of ${seen.rows.size} records**`);
}

/** The report lists the first changes of the sheet `Changes`, and the first three of each step. */
function checkReportedChanges({ final, sheet }: Delivered): void {
  const rows = sheet('Changes')?.rows ?? [];
  const { total_changes: total, changes = [], examples = [] } = final.report.changeLog ?? {};
  expect(total).toBe(rows.length);
  for (const step of new Set(rows.map(([, , name]) => name))) {
    expect(examples.filter((one) => one.step === step).map(({ row_index, column }) => [row_index, column])).toEqual(
      rows
        .filter(([, , name]) => name === step)
        .slice(0, 3)
        .map(([row, column]) => [Number(row), column ?? null]),
    );
  }
  expect(changes.map(({ row_index, column, step }) => [row_index, column, step])).toEqual(
    rows.slice(0, 1_000).map(([row, column, step]) => [Number(row), column ?? null, step]),
  );
}

function checkSetAside({ files, sheet }: Delivered, { set_aside }: ExpectedCleaning, delimiter: string): void {
  const bytes = files.get('quarantined.csv');
  expect(bytes).toBeDefined();
  const seen = seeCsv(bytes ?? Buffer.alloc(0), { delimiter });
  expect(seen.ragged).toEqual([]);
  expect(cells(seen).map(([row]) => Number(row))).toEqual(set_aside);
  for (const [, reason] of cells(seen)) expect(reason).toMatch(/\S/);
  expect((sheet('Quarantined')?.rows ?? []).map(([row]) => Number(row))).toEqual(set_aside);
}

describe.each(fixtures().map((fixture) => [fixture.name, fixture] as const))('clean-my-data: %s', (_, fixture) => {
  const cases = fixture.expected.cleaned.map(
    (cleaning, at) => [at === 0 ? 'cleans with the defaults' : 'cleans with parameters', cleaning] as const,
  );

  const deliveries = new Map<ExpectedCleaning, Delivered>();
  /** The delivery of the first run, which the tests share. */
  const cleanOnce = async (cleaning: ExpectedCleaning): Promise<Delivered> => {
    const delivered = deliveries.get(cleaning) ?? (await clean(fixture.bytes, fixture.file, cleaning.parameters));
    deliveries.set(cleaning, delivered);
    return delivered;
  };

  it.each(cases)('%s', async (_, cleaning) => {
    const { delimiter } = fixture.expected;
    const seen = await seeFixture(fixture);
    const delivered = await cleanOnce(cleaning);
    const replayed = checkLog(seen, delivered, delimiter);
    checkSteps(delivered, seen, replayed);
    checkTiles(delivered, seen, replayed, cleaning);
    checkReportedChanges(delivered);
    checkSetAside(delivered, cleaning, delimiter);
    compare(fixture, cleaning, seen, replayed);
  });

  it('changes nothing in a file it has already cleaned', async () => {
    for (const cleaning of fixture.expected.cleaned) {
      const { delimiter } = fixture.expected;
      const once = await cleanOnce(cleaning);
      const bytes = once.files.get('cleaned.csv') ?? Buffer.alloc(0);
      const again = await clean(bytes, 'again.csv', { ...cleaning.parameters, delimiter });
      expect(entriesOf(again.sheet('Changes'))).toEqual([]);
      expect(String(again.files.get('cleaned.csv'))).toEqual(String(bytes));
    }
  });
});

/** The outcome matches what was determined by hand. */
function compare(_: Fixture, cleaning: ExpectedCleaning, seen: Seen, { rows, dropped, changed }: Replayed): void {
  expect(rows.size).toBe(cleaning.rows);
  // The fixtures say what a person would change; the escaping of formulas has tests of its own.
  const own = changed.filter(([, , before, after]) => after !== `'${before}`);
  if (cleaning.changed !== 'any') expect(own).toEqual(cleaning.changed);
  if (cleaning.dropped !== 'any') {
    const gone = [...dropped].filter(([, step]) => step !== 'quarantine').map(([row]) => row);
    expect(gone.sort((a, b) => a - b)).toEqual(cleaning.dropped);
  }
  for (const [row, column, value] of cleaning.cells ?? []) {
    expect([row, column, rows.get(row)?.[seen.header.indexOf(column)]]).toEqual([row, column, value]);
  }
}

describe('clean-my-data', () => {
  it('returns a clean file cell for cell', async () => {
    const bytes = fixtureBytes('clean.csv');
    const seen = seeCsv(bytes);
    const delivered = await clean(bytes, 'clean.csv', { formulas: { enabled: false } });
    expect(entriesOf(delivered.sheet('Changes'))).toEqual([]);
    expect(cells(cleanedOf(delivered, ','))).toEqual(cells(seen));
  });

  it('returns a small file synchronously with the same bytes as through S3', async () => {
    const [fixture] = fixtures().filter(({ name }) => name === 'hr');
    if (!fixture) throw new Error('no fixture hr');
    const answer = await client.sync(fixture.bytes, fixture.file, { tool: 'clean-my-data' });
    const atOnce = await deliveredAtOnce(answer);
    const stored = await clean(fixture.bytes, fixture.file, {});
    for (const name of ['cleaned.csv', 'quarantined.csv']) {
      expect(String(atOnce.files.get(name))).toBe(String(stored.files.get(name)));
    }
    expect(atOnce.final.report.issueSummary).toEqual(stored.final.report.issueSummary);
  });
});
