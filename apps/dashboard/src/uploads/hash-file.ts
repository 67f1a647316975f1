import type { ContentHashes, HashingOptions } from '@sluice/client';
import type { HashNews, HashOrder } from './hash-file.worker.ts';

/** SHA-256 of a file, beside the page so that it stays quick. Rejects with the signal's reason on abort. */
export function hashFile(file: File, { chunkSizes, onProgress, signal }: HashingOptions): Promise<ContentHashes> {
  const worker = new Worker(new URL('./hash-file.worker.ts', import.meta.url), { type: 'module' });
  const hashed = new Promise<ContentHashes>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.onerror = ({ message }) => reject(new Error(message || 'The file could not be hashed.'));
    worker.onmessage = ({ data }: MessageEvent<HashNews>) => {
      if (data.kind === 'progress') onProgress(data.doneBytes);
      else if (data.kind === 'failed') reject(new Error(`${file.name} cannot be read: ${data.message}`));
      else resolve({ sha256: data.sha256, ...(data.chunkHashes.length > 0 ? { chunkHashes: data.chunkHashes } : {}) });
    };
    worker.postMessage({ file, chunkSizes } satisfies HashOrder);
  });
  return hashed.finally(() => worker.terminate());
}
