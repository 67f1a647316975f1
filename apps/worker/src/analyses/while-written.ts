import { open, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const CHUNK_BYTES = 1024 * 1024;
const PAUSE_MS = 10;

/**
 * The bytes of a file while `write` writes it, from start to end; the memory of a chunk is used again for the next one. At the
 * end the file is removed. @throws what `write` throws, once everything is read that was written before
 */
export async function* whileWritten(file: string, write: () => Promise<void>): AsyncGenerator<Uint8Array> {
  const handle = await open(file, 'w+');
  let isWritten = false;
  const writing = write().finally(() => {
    isWritten = true;
  });
  writing.catch(() => {});
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const wasWritten = isWritten;
      const { bytesRead } = await handle.read(buffer, 0, buffer.length);
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      else if (wasWritten) break;
      else await delay(PAUSE_MS);
    }
    await writing;
  } finally {
    await writing.catch(() => {});
    await handle.close();
    await rm(file, { force: true });
  }
}
