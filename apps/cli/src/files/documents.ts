import { existsSync } from 'node:fs';
import path from 'node:path';
import type { SluiceClient } from '@sluice/client';
import type { Cli } from '../cli.ts';
import { isId } from '../options.ts';
import { expandFiles } from './glob.ts';
import { uploadFile } from './upload-file.ts';

export interface GivenDocument {
  readonly docId: string;
  /** Its name in the progress output. */
  readonly label: string;
}

/** The documents named by arguments: stored ones by ID, files by uploading each in turn. */
export async function* documentsOf(
  cli: Cli,
  client: SluiceClient,
  given: readonly string[],
  { name }: { name: string | undefined },
): AsyncGenerator<GivenDocument> {
  for (const argument of await expandFiles(given)) {
    if (isId(argument) && !existsSync(argument)) yield { docId: argument, label: argument };
    else {
      const { docId } = await uploadFile(cli, client, argument, { name });
      yield { docId, label: argument === '-' ? 'stdin' : path.basename(argument) };
    }
  }
}
