import { type components, createSluiceClient } from '@sluice/client';
import type { Cli } from './cli.ts';
import { printable } from './show/text.ts';

type Dependency = components['schemas']['Dependency'];

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
 * Says on the way which of the servers behind the API are down, and when they are back, so that nobody wonders why work
 * waits. Never fails: what cannot be asked is not said. Call the returned function to stop.
 */
export function watchOutages(cli: Cli, say: (line: string) => void): () => void {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, cli.signal]);
  let before = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const { url: baseUrl, token } = await cli.access();
    const once = createSluiceClient({ baseUrl, token, retry: { attempts: 1 } });
    const { data } = await once.GET('/api/v1/status', { signal });
    const down = data.dependencies.filter(({ state }) => state === 'down');
    const now = new Set(down.map(keyOf));
    for (const one of down) {
      if (!before.has(keyOf(one))) say(printable(`${one.title} ${one.affected}`));
    }
    for (const key of before) if (!now.has(key)) say(printable(`${key} is back.`));
    before = now;
  };
  const again = (): void => {
    look()
      .catch(() => {})
      .finally(() => {
        if (!signal.aborted) timer = setTimeout(again, LOOK_MS).unref();
      });
  };
  again();
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}
