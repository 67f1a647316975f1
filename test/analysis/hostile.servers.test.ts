import { isSluiceError } from '@sluice/client';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AnalysisCalls, type ToolName, useSuite } from '../harness/index.ts';
import { byteCases } from './hostile/bytes.ts';
import type { HostileCase, Outcome } from './hostile/case.ts';
import { shapeCases } from './hostile/shapes.ts';
import { valueCases } from './hostile/values.ts';
import { type Delivered, fetchDelivered } from './support/agree.ts';
import { profiled } from './support/findings.ts';
import { openCsv } from './support/table.ts';

const suite = useSuite({ standing: true, worker: { WORKER_ANALYSIS_CONCURRENCY: '3', ANALYSIS_THREADS: '1' } });
const cases = [...byteCases, ...shapeCases, ...valueCases];
let client: AnalysisCalls;
beforeAll(async () => {
  client = (await suite.api.client('hostile')).analyses;
});

interface End {
  readonly end: string;
  readonly message: string | null;
  readonly delivered?: Delivered;
}

async function run(tool: ToolName, file: Uint8Array, parameters: HostileCase['parameters'] = {}): Promise<End> {
  const posted = await client.post(file, 'hostile.csv', { tool, parameters }).catch((error: unknown) => error);
  if (isSluiceError(posted)) return { end: `failed ${posted.code}`, message: posted.message };
  const { analysis_id: id } = posted as { analysis_id: string };
  const done = await client.wait(id);
  const end = done.error_code ? `${done.status} ${done.error_code}` : done.status;
  if (done.status !== 'completed') return { end, message: done.error_message };
  return { end, message: null, delivered: await fetchDelivered(client, id) };
}

function checkProfile({ delivered }: End, outcome: Outcome): void {
  if (!delivered) return;
  const { columns, numbers } = profiled(delivered);
  const tile = (id: string) => delivered.final.report.executiveSummary.find((one) => one.summary_id === id)?.value;
  expect({ rows: tile('rows'), rejected: tile('rejected') }).toEqual({
    rows: outcome.rows,
    rejected: outcome.rejected,
  });
  for (const [name, expected] of Object.entries(outcome.columns ?? {}))
    expect({ [name]: columns.get(name) }).toMatchObject({ [name]: expected });
  for (const [name, expected] of Object.entries(outcome.numbers ?? {}))
    expect({ [name]: numbers.get(name) }).toMatchObject({ [name]: expected });
}

function checkCleaned({ delivered }: End, { cleaned, aside }: Outcome): void {
  if (!delivered) return;
  const records = (name: string) => openCsv(delivered.files.get(name) ?? Buffer.alloc(0)).slice(1);
  if (cleaned) expect(records('cleaned.csv')).toEqual(cleaned);
  if (aside) expect(records('quarantined.csv').map(([row]) => Number(row))).toEqual(aside);
}

const warningsOf = ({ delivered }: End): string[] | undefined =>
  delivered?.final.report.warnings?.map(({ code, column }) => (column === undefined ? code : `${code}:${column}`));

describe('hostile files', () => {
  test('there are at least sixty cases with unique names', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  test.concurrent.each(cases.map((hostile) => [hostile.name, hostile] as const))(
    '%s',
    async (_, { file, parameters, outcome }) => {
      const bytes = typeof file === 'function' ? await file() : file;
      const [profile, clean] = await Promise.all([
        run('profile-my-data', bytes, parameters),
        run('clean-my-data', bytes, parameters),
      ]);
      const ends = { profile: profile.end, clean: clean.end, message: profile.message };
      expect(ends).toMatchObject({ profile: outcome.end, clean: outcome.end });
      if (outcome.says) expect(profile.message).toContain(outcome.says);
      checkProfile(profile, outcome);
      checkCleaned(clean, outcome);
      if (outcome.warnings) {
        expect(warningsOf(profile)).toEqual(outcome.warnings);
        expect(warningsOf(clean)).toEqual(outcome.warnings);
      }
    },
  );
});
