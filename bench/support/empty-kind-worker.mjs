// @ts-check
/**
 * Sluice's worker with one more kind of job, which does nothing and is added to the registries before the worker
 * starts. So the bench measures everything around a job, but no work.
 */
import { contracts } from '@sluice/jobs';
import { z } from 'zod';
import { processors } from '../../apps/worker/dist/processors/index.js';
import { EMPTY_KIND } from './bare-jobs.mjs';

const nothing = z.object({});
/** @type {import('@sluice/jobs').JobContract} */
const contract = { queue: 'imports', payload: nothing, result: nothing, attempts: 1, traced: false };
Object.assign(contracts, { [EMPTY_KIND]: contract });
Object.assign(processors, { [EMPTY_KIND]: { run: async () => ({}) } });
await import('../../apps/worker/dist/main.js');
