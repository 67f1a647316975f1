import { setTimeout as delay } from 'node:timers/promises';
import { type components, createSluiceClient } from '@sluice/client';
import type { Cli } from './cli.ts';
import type { Progress } from './show/progress.ts';
import { printable } from './show/text.ts';

type Dependency = components['schemas']['Dependency'];

/** Most work is done before the first check. */
const FIRST_LOOK_MS = 1_000;
const LOOK_MS = 5_000;

const names: Readonly<Record<Dependency['name'], string>> = {
  database: 'The database',
  queue: 'The job queue',
  storage: 'The object storage',
  storage_server: 'Storage server',
  workers: 'A worker',
};

const keyOf = ({ name, server }: Dependency): string => `${names[name]}${server === null ? '' : ` ${server}`}`;

/**
 * Does the work, and in the meantime says which of the servers behind the API go down and come back, so that the user knows
 * why it waits. If the API does not answer, it says nothing.
 */
export async function sayingOutages<T>(cli: Cli, progress: Progress, work: () => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, cli.signal]);
  watchOutages(cli, signal, (line) => progress.end(printable(line))).catch(() => {});
  try {
    return await work();
  } finally {
    stop.abort();
  }
}

/** Ends only by its signal. */
async function watchOutages(cli: Cli, signal: AbortSignal, say: (line: string) => void): Promise<never> {
  let before = new Set<string>();
  const look = async (): Promise<void> => {
    const { url: baseUrl, token } = await cli.access();
    const once = createSluiceClient({ baseUrl, token, retry: { attempts: 1 } });
    const { data } = await once.GET('/api/v1/status', { signal });
    const down = data.dependencies.filter(({ state }) => state === 'down');
    for (const one of down) if (!before.has(keyOf(one))) say(`${one.title} ${one.affected}`);
    const now = new Set(down.map(keyOf));
    for (const key of before) if (!now.has(key)) say(`${key} is back.`);
    before = now;
  };
  for (let pause = FIRST_LOOK_MS; ; pause = LOOK_MS) {
    await delay(pause, undefined, { signal, ref: false });
    await look().catch(() => {});
  }
}
