import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { type QueueName, type Queues, queueNames } from '@sluice/jobs';
import { Hono } from 'hono';
import type { AppEnv } from '../../context.ts';

export const BOARD_PATH = '/admin/queues';

const descriptions = {
  imports: 'Imports',
  previews: 'Previews and templates, for callers that wait',
  exports: 'Result files in other formats',
  analyses: 'Analyses: profile and clean',
  'sync-analyses': 'Analyses of small files, for callers that wait',
  documents: 'Verifying uploads, draining storage servers, scrubbing stored documents',
  'artifact-uploads': 'Failed deliveries and re-processing runs',
  maintenance: 'Sweeps and retention',
} as const satisfies Record<QueueName, string>;

/** Jobs that answer a caller carry the caller's data in their result, which operators of the queues must not see. */
const ANSWERING: ReadonlySet<QueueName> = new Set(['previews', 'sync-analyses']);

function adapterOf(queues: Queues, name: QueueName): BullMQAdapter {
  const adapter = new BullMQAdapter(queues.queue(name), { description: descriptions[name] });
  if (ANSWERING.has(name)) adapter.setFormatter('returnValue', () => '(account data, hidden)');
  return adapter;
}

/** bull-board over all queues, as a separate app under `BOARD_PATH`. */
export function createBoard(queues: Queues): Hono<AppEnv> {
  const serverAdapter = new HonoAdapter(serveStatic).setBasePath(BOARD_PATH);
  createBullBoard({
    queues: queueNames.map((name) => adapterOf(queues, name)),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: 'Sluice',
        miscLinks: [{ text: 'Dashboard', url: '/' }],
        hideDocsLink: true,
      },
    },
  });
  return new Hono<AppEnv>({ strict: false }).route(BOARD_PATH, serverAdapter.registerPlugin());
}
