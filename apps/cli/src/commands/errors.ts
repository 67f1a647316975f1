import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type ImportRowError, rowErrors } from '@sluice/client';
import type { Command } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { CliError, usageError } from '../exit-codes.ts';
import { wholeNumber } from '../options.ts';
import { printList } from '../show/print-list.ts';
import { csvLine } from '../show/text.ts';
import { requireWork } from '../work.ts';
import { printErrorGroups } from './error-groups.ts';

interface ErrorsOptions {
  readonly csv?: boolean;
  readonly groups?: boolean;
  readonly limit?: number;
}

const HEADER = ['row', 'line', 'field', 'code', 'value', 'error', 'outcome'] as const;
const cellsOf = (error: ImportRowError) => HEADER.map((name) => error[name]);
/** What the API returns at most. */
const MOST_GROUPS = 100;

export function errorsCommand(program: Command, act: Act): void {
  program
    .command('errors')
    .description('list all row errors of an import in file order, or count them by what they have in common')
    .argument('<id>', 'ID of the import')
    .option('--csv', 'print CSV')
    .option('--groups', 'count them by code, field and value, the largest groups first')
    .option('--limit <n>', 'only the first n errors, or the n largest groups', wholeNumber(1, 1_000_000_000))
    .addHelpText(
      'after',
      `
With --json: one error a line. --groups counts the first 100,000 errors of the file.

Examples:
  $ sluice errors 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d
  $ sluice errors 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d --groups
  $ sluice errors 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d --csv > errors.csv`,
    )
    .action(act(errors));
}

async function errors(cli: Cli, id: string, { csv, groups, limit }: ErrorsOptions): Promise<void> {
  if (csv && groups) throw usageError('--csv and --groups exclude each other.');
  if (groups && limit !== undefined && limit > MOST_GROUPS)
    throw usageError(`--groups shows at most ${MOST_GROUPS} groups.`);
  const client = await cli.client();
  const work = await requireWork(client, id, cli.signal);
  if (work.kind !== 'import') throw new CliError(`${id} is not an import. Only imports have row errors.`);
  if (groups) return printErrorGroups(cli, client, work, limit);
  const all = rowErrors(client, work, { signal: cli.signal });
  const shown = await printList(cli, all, { csv, limit, header: () => HEADER, cellsOf });
  if (shown === 0 && !cli.json && !csv) cli.say('No row errors.');
}

/** Writes row errors to a CSV file. Returns their number. */
export async function writeErrors(file: string, all: AsyncIterable<ImportRowError>): Promise<number> {
  const out = createWriteStream(file, { flags: 'w' });
  await once(out, 'open');
  let written = 0;
  out.write(csvLine(HEADER));
  for await (const error of all) {
    written++;
    if (!out.write(csvLine(cellsOf(error)))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return written;
}
