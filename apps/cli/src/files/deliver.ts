import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Download, ImporterName, SluiceClient } from '@sluice/client';
import type { Cli } from '../cli.ts';
import { CliError } from '../exit-codes.ts';
import { fetchFile } from './fetch-file.ts';

export interface Delivery {
  /** A file, a folder (existing or ending with /), or - for stdout. */
  readonly to: string;
  readonly force: boolean;
}

const range = (fromByte: number): Record<string, string> => (fromByte > 0 ? { range: `bytes=${fromByte}-` } : {});

/** Opens a file behind an API redirect; its link is signed and must not get the token. */
export const behindLink =
  (cli: Cli, client: SluiceClient, address: string) =>
  async (fromByte: number): Promise<Response> => {
    const { signal } = cli;
    const response = await client.send('GET', address, { redirect: 'manual', signal });
    const link = response.headers.get('location');
    await response.body?.cancel();
    if (!link) throw new CliError(`${address} did not return a link to a file.`);
    return fetch(link, { headers: range(fromByte), signal });
  };

/** Opens a file that the API serves itself. */
export const fromApi =
  (cli: Cli, client: SluiceClient, address: string) =>
  (fromByte: number): Promise<Response> =>
    client.send('GET', address, { headers: range(fromByte), signal: cli.signal });

/** Downloads an artifact; returns its path. */
export async function deliver(
  cli: Cli,
  client: SluiceClient,
  download: Download,
  { to, force }: Delivery,
): Promise<string> {
  const { content, sha256, size_bytes: sizeBytes } = download;
  const open = behindLink(cli, client, content);
  if (to === '-') return toStdout(cli, await open(0));
  await fetchFile(cli, { to, open, sha256, sizeBytes, force });
  return to;
}

export async function toStdout({ stdout, signal }: Cli, response: Response): Promise<string> {
  if (!response.ok || !response.body) throw new CliError(`The storage responded with ${response.status}.`);
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, stdout, { signal, end: false });
  return '-';
}

/** A file name from the server that cannot escape the folder. */
export const safeName = (name: string): string => path.basename(name.replaceAll('\\', '/')) || 'download';

export type ResultFormat = 'csv' | 'xlsx' | 'json';

/** The result file of an import, once created. */
export async function importResult(
  cli: Cli,
  client: SluiceClient,
  { importer, id }: { importer: ImporterName; id: string },
  format: ResultFormat,
): Promise<Download> {
  const address = `/api/v1/${importer}/bulk/${id}/results`;
  const progress = cli.progress(`result of ${id}`);
  try {
    for (;;) {
      const response = await client.send('GET', address, { query: { format }, redirect: 'manual', signal: cli.signal });
      await response.body?.cancel();
      if (response.status !== 202) break;
      progress.show({ doing: `creating the ${format} file` });
      await delay(Number(response.headers.get('retry-after') ?? 2) * 1_000, undefined, { signal: cli.signal });
    }
  } finally {
    progress.end();
  }
  const params = { path: { importer, jobId: id } };
  const { data } = await client.GET('/api/v1/{importer}/bulk/{jobId}', { params, signal: cli.signal });
  const file = data.downloads.find((each) => each.kind === 'import-results' && each.format === format);
  if (!file) throw new CliError(`Import ${id} has no result file.`);
  return file;
}
