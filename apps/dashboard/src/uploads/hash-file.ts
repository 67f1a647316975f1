import type { ContentHashes, HashingOptions } from '@sluice/client';
import type { HashMessage, HashRequest } from './hash-file.worker.ts';

/** SHA-256 of a file, computed in a worker so that the page stays responsive. Rejects with the signal's reason on abort. */
export function hashFile(file: File, { chunkSizes, onProgress, signal }: HashingOptions): Promise<ContentHashes> {
  const worker = new Worker(new URL('./hash-file.worker.ts', import.meta.url), { type: 'module' });
  const hashed = new Promise<ContentHashes>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.onerror = ({ message }) => reject(new Error(message || `${file.name} could not be read. Choose it again.`));
    worker.onmessage = ({ data }: MessageEvent<HashMessage>) => {
      if (data.kind === 'progress') onProgress(data.doneBytes);
      else if (data.kind === 'failed') reject(new Error(`${file.name} could not be read: ${data.message}`));
      else resolve({ sha256: data.sha256, ...(data.chunkHashes.length > 0 ? { chunkHashes: data.chunkHashes } : {}) });
    };
    worker.postMessage({ file, chunkSizes } satisfies HashRequest);
  });
  return hashed.finally(() => worker.terminate());
}
