import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Download, type ImportRef, openFile, resultFile, type SluiceClient } from '@sluice/client';
import type { Cli } from '../cli.ts';
import { CliError } from '../exit-codes.ts';
import { sayingOutages } from '../outages.ts';
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
  (fromByte: number): Promise<Response> =>
    openFile(client, address, { fromByte, signal: cli.signal });

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

export type ResultFormat = Download['format'];

/** The result file of an import, once created. */
export async function importResult(
  cli: Cli,
  client: SluiceClient,
  ref: ImportRef,
  { format, rows = 'all' }: { readonly format: ResultFormat; readonly rows?: 'all' | 'failed' },
): Promise<Download> {
  const progress = cli.progress(`result of ${ref.id}`);
  const onWait = () => progress.show({ doing: `creating the ${format} file` });
  try {
    const made = () => resultFile(client, ref, { format, rows, signal: cli.signal, onWait });
    return await sayingOutages(cli, progress, made);
  } finally {
    progress.end();
  }
}
