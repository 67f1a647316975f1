import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isSluiceError } from '@sluice/client';
import type { Cli } from '../cli.ts';
import { CliError, exitCodes } from '../exit-codes.ts';

export interface FetchFile {
  readonly to: string;
  /** Opens the file from that byte on, with a fresh link each time because links expire. */
  readonly open: (fromByte: number) => Promise<Response>;
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  readonly force: boolean;
}

const TRIES = 5;

/**
 * Downloads a file: into a partial file first, resuming an interrupted run, then verified by its hash and renamed.
 * @throws CliError when the target exists or the content does not match
 */
export async function fetchFile(cli: Cli, { to, open, sha256, sizeBytes, force }: FetchFile): Promise<void> {
  refuseOverwriting(to, force);
  await mkdir(path.dirname(path.resolve(to)), { recursive: true });
  // Named by content, so that a partial file of other content is never resumed.
  const part = `${to}.${sha256 ? sha256.slice(0, 12) : 'new'}.part`;
  if (sha256 === null) await rm(part, { force: true });
  const progress = cli.progress(path.basename(to));
  const onProgress = (done: number) => progress.show({ doing: 'downloading', done, total: sizeBytes, unit: 'bytes' });
  try {
    // Only attempts without progress count towards the limit.
    for (let fruitless = 1, had = await sizeOf(part); ; fruitless++) {
      const failure = await fetchRest(part, { open, sizeBytes, signal: cli.signal, onProgress }).catch(
        (error: unknown) => {
          if (cli.signal.aborted || error instanceof CliError || isSluiceError(error)) throw error;
          return error as Error;
        },
      );
      if (!failure) break;
      const has = await sizeOf(part);
      if (has > had) fruitless = 1;
      if (sha256 === null || fruitless >= TRIES) throw interrupted(to, failure);
      had = has;
      progress.show({ doing: 'waiting', note: reasonOf(failure) });
      await delay(fruitless * 500, undefined, { signal: cli.signal });
    }
    if (sha256 !== null && (await hashOf(part)) !== sha256) {
      await rm(part, { force: true });
      throw new CliError(`${to}: the downloaded content is corrupt (its SHA-256 differs). Run the same command again.`);
    }
    refuseOverwriting(to, force);
    await rename(part, to);
  } finally {
    progress.end();
  }
}

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => ({ size: 0 }))).size;

const reasonOf = (error: Error): string => (error.cause instanceof Error ? error.cause : error).message;

const interrupted = (to: string, error: Error): CliError =>
  new CliError(
    `${to}: the storage is unreachable (${reasonOf(error)}). Run the same command again to resume.`,
    exitCodes.unreachable,
  );

export function refuseOverwriting(to: string, force: boolean): void {
  if (!force && existsSync(to)) throw new CliError(`${to} already exists. Use --force to overwrite it.`);
}

interface Rest {
  readonly open: FetchFile['open'];
  readonly sizeBytes: number | null;
  readonly signal: AbortSignal;
  readonly onProgress: (doneBytes: number) => void;
}

async function fetchRest(part: string, { open, sizeBytes, signal, onProgress }: Rest): Promise<void> {
  let done = await sizeOf(part);
  if (sizeBytes !== null && done >= sizeBytes && done > 0) return;
  const response = await open(done);
  const goesOn = response.status === 206;
  if (!goesOn) done = 0;
  if (response.status >= 400 || !response.body) {
    await response.body?.cancel();
    throw new CliError(`The storage responded with ${response.status}. Try again later.`);
  }
  const counted = async function* (pieces: AsyncIterable<Uint8Array>) {
    for await (const piece of pieces) {
      done += piece.byteLength;
      onProgress(done);
      yield piece;
    }
  };
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, counted, createWriteStream(part, { flags: goesOn ? 'a' : 'w' }), { signal });
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
