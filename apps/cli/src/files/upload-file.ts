import { formatBytes, type SluiceClient, type UploadedDocument, type UploadProgress } from '@sluice/client';
import type { Cli } from '../cli.ts';
import { usageError } from '../exit-codes.ts';
import { sayingOutages } from '../outages.ts';
import type { ProgressState } from '../show/progress.ts';
import { printable } from '../show/text.ts';
import { fileHashStore } from './hash-store.ts';
import { nodePut } from './put.ts';
import { fileSource } from './source.ts';
import { spool } from './spool.ts';

export interface UploadFileOptions {
  /** Parallel parts. */
  readonly concurrency?: number;
  /** Name of the document; only needed for stdin. */
  readonly name?: string | undefined;
}

/** Uploads a file, or stdin for `-`, and shows progress. */
export async function uploadFile(
  cli: Cli,
  client: SluiceClient,
  file: string,
  { concurrency = 3, name }: UploadFileOptions = {},
): Promise<UploadedDocument> {
  if (file !== '-') return send(cli, client, { file, name, concurrency });
  if (cli.stdin.isTTY) throw usageError('- reads from a pipe, but stdin is a terminal.');
  const progress = cli.progress('stdin');
  const onProgress = (done: number) => progress.show({ doing: 'reading', done, unit: 'bytes' });
  const spooled = await spool(cli.stdin, { signal: cli.signal, onProgress });
  progress.end();
  try {
    return await send(cli, client, { file: spooled.file, name: name ?? 'stdin.csv', concurrency });
  } finally {
    await spooled.remove();
  }
}

interface Sending {
  readonly file: string;
  readonly name: string | undefined;
  readonly concurrency: number;
}

async function send(cli: Cli, client: SluiceClient, { file, name, concurrency }: Sending): Promise<UploadedDocument> {
  const source = await fileSource(file, name);
  const progress = cli.progress(source.name);
  try {
    const upload = () =>
      client.upload(source, {
        concurrency,
        put: nodePut,
        store: fileHashStore(cli.hashesFile),
        signal: cli.signal,
        onProgress: (state) => {
          if (state.phase !== 'done') progress.show(view(state));
        },
      });
    const document = await sayingOutages(cli, progress, upload);
    const how = document.wasKnown ? 'already stored, nothing sent' : `stored, ${formatBytes(document.sentBytes)} sent`;
    progress.end(`${printable(source.name)}: ${how}`);
    return document;
  } catch (error) {
    progress.end();
    throw error;
  }
}

const doing = {
  hashing: 'hashing',
  requesting: 'requesting upload',
  sending: 'uploading',
  verifying: 'verifying',
  done: 'done',
} as const;

function view({ phase, doneBytes, totalBytes, waitingFor: note }: UploadProgress): ProgressState {
  if (phase !== 'hashing' && phase !== 'sending') return { doing: doing[phase], note };
  return { doing: doing[phase], done: doneBytes, total: totalBytes, unit: 'bytes', note };
}
