import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Download, ImporterName, SluiceClient } from '@sluice/client';
import type { Cli } from '../cli.ts';
import { CliError } from '../exit-codes.ts';
import { fetchFile } from './fetch-file.ts';

export interface Delivery {
  /** A file, a folder (ends with / or is one), or - for stdout. */
  readonly to: string;
  readonly force: boolean;
}

const range = (fromByte: number): Record<string, string> => (fromByte > 0 ? { range: `bytes=${fromByte}-` } : {});

/** Opens a file behind a redirect of the API: the link is signed, and gets no token. */
export const behindLink =
  (cli: Cli, client: SluiceClient, address: string) =>
  async (fromByte: number): Promise<Response> => {
    const { signal } = cli;
    const response = await client.send('GET', address, { redirect: 'manual', signal });
    const link = response.headers.get('location');
    await response.body?.cancel();
    if (!link) throw new CliError(`${address} leads to no file.`);
    return fetch(link, { headers: range(fromByte), signal });
  };

/** Opens a file that the API itself sends. */
export const fromApi =
  (cli: Cli, client: SluiceClient, address: string) =>
  (fromByte: number): Promise<Response> =>
    client.send('GET', address, { headers: range(fromByte), signal: cli.signal });

/** Brings a download to its place; answers where that is. */
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
  if (!response.ok || !response.body) throw new CliError(`The storage answered ${response.status}.`);
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, stdout, { signal, end: false });
  return '-';
}

/** A file's name as somebody else chose it, without any way out of the folder. */
export const safeName = (name: string): string => path.basename(name.replaceAll('\\', '/')) || 'download';

export type ResultFormat = 'csv' | 'xlsx' | 'json';

/** The result file of an import once it has been made. */
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
      progress.show({ doing: `the ${format} file is being made` });
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
