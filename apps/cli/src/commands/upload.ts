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
    .description('store files; nothing is sent that the account has already, and what was interrupted goes on')
    .argument('<files...>', 'files, quoted patterns (*, ?, **), or - for stdin')
    .option('--parallel <n>', 'chunks of a large file that are sent at once', wholeNumber(1, 6), 3)
    .option('--name <name>', 'what the document is called')
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
