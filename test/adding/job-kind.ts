import type { Copy } from './copy.ts';

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
export const SCHEDULED = 'traced: false, every: 600_000, housekeeping: true,';

const PROCESSOR = `import type { Processor } from './types.ts';

export const countWordsProcessor: Processor<'count-words'> = {
  async run() {
    return { words: 2 };
  },
};
`;

/** Writes the contract with these facts about the kind; only `count-words` can be registered. */
export function writeContract(copy: Copy, facts: string, name = 'count-words'): void {
  copy.write(`${CONTRACTS}/${name}.ts`, contract(facts));
}

export function registerContract(copy: Copy): void {
  copy.addLine(
    `${CONTRACTS}/index.ts`,
    "import type { z } from 'zod';",
    "import { countWords } from './count-words.ts';",
  );
  copy.addLine(`${CONTRACTS}/index.ts`, 'export const contracts = {', "  'count-words': countWords,");
}

export function addProcessor(copy: Copy): void {
  copy.write(`${PROCESSORS}/count-words.ts`, PROCESSOR);
}

export function registerProcessor(copy: Copy): void {
  const index = `${PROCESSORS}/index.ts`;
  const neighbor = "import { applyRetentionProcessor } from './apply-retention.ts';";
  copy.addLine(index, neighbor, "import { countWordsProcessor } from './count-words.ts';");
  copy.addLine(index, 'const withoutSweep = {', "  'count-words': countWordsProcessor,");
}

/** Prints what the registries know of the kind, and what its processor returns. */
export const runJobKind = `
    const { contractOf, jobKinds } = await import('@sluice/jobs');
    const { processors } = await import('./apps/worker/dist/processors/index.js');
    const { every, queue } = contractOf('count-words');
    console.log(JSON.stringify([jobKinds.includes('count-words'), every, queue, await processors['count-words'].run()]));
  `;
