import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { contractOf, jobKinds, type QueueName, type Queues, queueNames, queueTable } from '@sluice/jobs';
import { Hono } from 'hono';
import type { AppEnv } from '../../context.ts';

/** Jobs with a waiting caller have the caller's data in their result, which queue operators must not see. */
const hidesResults = (queue: QueueName): boolean =>
  jobKinds.some((kind) => contractOf(kind).queue === queue && contractOf(kind).answersCaller);

function adapterOf(queues: Queues, name: QueueName): BullMQAdapter {
  const options = { description: queueTable[name].about, allowCompletedRetries: false };
  const adapter = new BullMQAdapter(queues.queue(name), options);
  if (hidesResults(name)) adapter.setFormatter('returnValue', () => '(account data, hidden)');
  return adapter;
}

/** bull-board over all queues, as a separate app under `path`. */
export function createBoard(path: string, queues: Queues): Hono<AppEnv> {
  const serverAdapter = new HonoAdapter(serveStatic).setBasePath(path);
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
  return new Hono<AppEnv>({ strict: false }).route(path, serverAdapter.registerPlugin());
}
