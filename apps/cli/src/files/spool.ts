import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface Spooled {
  readonly file: string;
  remove(): Promise<void>;
}

/** Saves piped input to a temporary file: it is hashed first, then sent, possibly more than once. */
export async function spool(
  input: NodeJS.ReadableStream,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (bytes: number) => void },
): Promise<Spooled> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sluice-'));
  const file = path.join(folder, 'stdin');
  const remove = () => rm(folder, { recursive: true, force: true });
  let bytes = 0;
  const counted = async function* (pieces: AsyncIterable<unknown>) {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      bytes += piece.length;
      onProgress(bytes);
      yield piece;
    }
  };
  try {
    await pipeline(input, counted, createWriteStream(file, { mode: 0o600 }), { signal });
    return { file, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
