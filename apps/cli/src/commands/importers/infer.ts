import { writeFile } from 'node:fs/promises';
import type { ImporterInference } from '@sluice/client';
import type { Cli } from '../../cli.ts';
import { usageError } from '../../exit-codes.ts';
import { documentsOf } from '../../files/documents.ts';
import { type ReadingFlags, readingRequest } from '../../reading-options.ts';
import { printable } from '../../show/text.ts';

interface InferOptions extends ReadingFlags {
  readonly table?: string;
  readonly name?: string;
  readonly out?: string;
  readonly force?: boolean;
}

/** Prints the definition that a file or table shows, to be edited and applied. Warnings go to stderr. */
export async function infer(cli: Cli, file: string | undefined, options: InferOptions): Promise<void> {
  const { out, force = false } = options;
  const inference = await ask(cli, file, options);
  for (const { column, message } of inference.warnings) {
    cli.say(`${column === undefined ? '' : `${printable(column)}: `}${printable(message)}`);
  }
  if (out === undefined) return cli.result(inference, inference.source);
  await writeNew(out, inference.source, force);
  await cli.result(inference, `The definition is in ${out}. Edit it, then: sluice importers apply ${out}\n`);
}

async function ask(cli: Cli, file: string | undefined, options: InferOptions): Promise<ImporterInference> {
  const { table, name } = options;
  if ((file === undefined) === (table === undefined)) throw usageError('Name a file, or a table with --table.');
  const client = await cli.client();
  if (table !== undefined || file === undefined) return send(cli, { table, name });
  for await (const { docId } of documentsOf(cli, client, [file], { name: undefined })) {
    return send(cli, { doc_id: docId, name, ...readingRequest(options) });
  }
  throw usageError(`${file} matches no file.`);
}

async function send(cli: Cli, body: object): Promise<ImporterInference> {
  const client = await cli.client();
  const response = await client.send('POST', '/api/v1/importers/infer', {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    signal: cli.signal,
  });
  return (await response.json()) as ImporterInference;
}

/** A definition that somebody has edited is not overwritten. */
async function writeNew(file: string, text: string, force: boolean): Promise<void> {
  await writeFile(file, text, { flag: force ? 'w' : 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? usageError(`${file} exists. Use --force to overwrite it.`) : error;
  });
}
