import { type ImportDeletion, importDeletions } from '@sluice/client';
import { type Command, Option } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { CliError } from '../exit-codes.ts';
import { wholeNumber } from '../options.ts';
import { printList } from '../show/print-list.ts';
import { requireWork } from '../work.ts';

interface DeletionsOptions {
  readonly csv?: boolean;
  readonly outcome?: ImportDeletion['outcome'];
  readonly limit?: number;
}

const OUTCOMES = ['pending', 'deleted', 'refused', 'gone'] satisfies ImportDeletion['outcome'][];
const AFTER_KEY = ['outcome', 'code', 'error'] as const;

export function deletionsCommand(program: Command, act: Act): void {
  program
    .command('deletions')
    .description('list the rows of the table that an import with --on-absent delete deletes, by their keys')
    .argument('<id>', 'ID of the import')
    .option('--csv', 'print CSV')
    .addOption(new Option('--outcome <outcome>', 'only the rows with this outcome').choices(OUTCOMES))
    .option('--limit <n>', 'only the first n rows', wholeNumber(1, 1_000_000_000))
    .addHelpText(
      'after',
      `
With --json: one row a line.

Examples:
  $ sluice deletions 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d
  $ sluice deletions 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d --outcome refused --csv > refused.csv`,
    )
    .action(act(deletions));
}

async function deletions(cli: Cli, id: string, { csv, outcome, limit }: DeletionsOptions): Promise<void> {
  const client = await cli.client();
  const work = await requireWork(client, id, cli.signal);
  if (work.kind !== 'import') throw new CliError(`${id} is not an import. Only imports delete rows.`);
  const all = importDeletions(client, work, { outcome, signal: cli.signal });
  const shown = await printList(cli, all, {
    ...{ csv, limit },
    header: (first) => [...Object.keys(first?.key ?? {}), ...AFTER_KEY],
    cellsOf: ({ key, ...rest }) => [...Object.values(key), ...AFTER_KEY.map((name) => rest[name])],
  });
  if (shown === 0 && !cli.json && !csv)
    cli.say(outcome ? `No rows with the outcome ${outcome}.` : 'No rows to delete.');
}
