import type { Command } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { expandFiles } from '../files/glob.ts';
import { uploadFile } from '../files/upload-file.ts';
import { wholeNumber } from '../options.ts';
import { printable } from '../show/text.ts';

interface UploadOptions {
  readonly parallel: number;
  readonly name?: string;
}

export function uploadCommand(program: Command, act: Act): void {
  program
    .command('upload')
    .description('store files as documents; skips content already stored and resumes interrupted uploads')
    .argument('<files...>', 'files, quoted patterns (*, ?, **), or - for stdin')
    .option('--parallel <n>', 'chunks of a large file to send in parallel', wholeNumber(1, 6), 3)
    .option('--name <name>', 'name of the document')
    .addHelpText(
      'after',
      `
Prints the document's id, hash, size and name for each file.

Examples:
  $ sluice upload customers.csv
  $ sluice upload 'data/**/*.xlsx'
  $ mysqldump ... | sluice upload - --name dump.csv`,
    )
    .action(act(upload));
}

async function upload(cli: Cli, given: string[], { parallel, name }: UploadOptions): Promise<void> {
  const client = await cli.client();
  const items = [];
  for (const file of await expandFiles(given)) {
    const { docId, sha256, sizeBytes, wasKnown, sentBytes } = await uploadFile(cli, client, file, {
      concurrency: parallel,
      name,
    });
    items.push({ file, doc_id: docId, sha256, size_bytes: sizeBytes, known: wasKnown, sent_bytes: sentBytes });
    if (!cli.json) await cli.print(`${docId}  ${sha256}  ${sizeBytes}  ${printable(file)}\n`);
  }
  if (cli.json) await cli.result({ items }, '');
}
