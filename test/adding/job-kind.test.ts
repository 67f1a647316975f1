import { afterAll, beforeAll, expect, test } from 'vitest';
import { Copy } from './copy.ts';

/** docs/architecture.md, "Adding things": a job kind is a contract, a processor and a line for each. */
let copy: Copy;
beforeAll(() => {
  copy = new Copy(['libs/core', 'libs/jobs', 'libs/db', 'libs/storage', 'apps/worker', 'apps/api']);
});
afterAll(() => copy.remove());

const CONTRACTS = 'libs/jobs/src/contracts';
const PROCESSORS = 'apps/worker/src/processors';

const contract = (facts: string) => `import { z } from 'zod';
import { defineJob } from './types.ts';

/** Counts the words of a document, every ten minutes. */
export const countWords = defineJob({
  queue: 'maintenance',
  payload: z.object({ word_id: z.uuid().optional() }),
  result: z.object({ words: z.number() }),
  attempts: 1,
  ${facts}
});
`;
const SCHEDULED = 'traced: false, every: 600_000, housekeeping: true,';

const PROCESSOR = `import type { Processor } from './types.ts';

export const countWordsProcessor: Processor<'count-words'> = {
  async run() {
    return { words: 2 };
  },
};
`;

test('adding a job kind takes one contract, one processor and a line for each', () => {
  const index = `${PROCESSORS}/index.ts`;
  copy.write(`${CONTRACTS}/count-words.ts`, contract(SCHEDULED));
  copy.addLine(
    `${CONTRACTS}/index.ts`,
    "import type { z } from 'zod';",
    "import { countWords } from './count-words.ts';",
  );
  copy.addLine(`${CONTRACTS}/index.ts`, 'export const contracts = {', "  'count-words': countWords,");
  // Without its processor it does not compile.
  expect(copy.build('apps/worker')).toMatch(
    /^apps.worker.src.processors.index\.ts.* Property '"count-words"' is missing/m,
  );

  copy.write(`${PROCESSORS}/count-words.ts`, PROCESSOR);
  const neighbor = "import { applyRetentionProcessor } from './apply-retention.ts';";
  copy.addLine(index, neighbor, "import { countWordsProcessor } from './count-words.ts';");
  copy.addLine(index, 'const withoutSweep = {', "  'count-words': countWordsProcessor,");
  expect(copy.build('apps/worker', 'apps/api')).toBe('');
  const built = copy.run(`
    const { contractOf, jobKinds } = await import('@sluice/jobs');
    const { processors } = await import('./apps/worker/dist/processors/index.js');
    const { every, queue } = contractOf('count-words');
    console.log(JSON.stringify([jobKinds.includes('count-words'), every, queue, await processors['count-words'].run()]));
  `);
  expect(JSON.parse(built)).toEqual([true, 600_000, 'maintenance', { words: 2 }]);

  // A swept and traced kind does not compile without a query for its rows and a trace.
  copy.write(`${CONTRACTS}/count-words.ts`, contract("traced: true, sweep: { id: 'word_id' },"));
  const refused = copy.build('apps/worker');
  expect(refused).toMatch(/^apps.worker.src.processors.count-words\.ts.*\n.* Property 'sweep' is missing/m);
  expect(refused).toMatch(/^apps.worker.src.runner.run-job\.ts/m);
});

test.each([
  ['does not say whether it is traced', 'every: 600_000, housekeeping: true,'],
  ['is scheduled and does not say whether it counts items', 'traced: false, every: 600_000,'],
  ['names a setting that does not exist', "traced: false, every: 'WORDS_MS', housekeeping: true,"],
  ['sweeps by a field that its payload lacks', "traced: false, sweep: { id: 'wordId' },"],
])('a contract that %s does not compile', (_, facts) => {
  copy.write(`${CONTRACTS}/count-words.ts`, contract(facts));
  expect(copy.build('libs/jobs')).toMatch(/^libs.jobs.src.contracts.count-words\.ts/m);
});
