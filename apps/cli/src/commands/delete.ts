import type { Command } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { usageError } from '../exit-codes.ts';
import { requireWork } from '../work.ts';

export function deleteCommand(program: Command, act: Act): void {
  program
    .command('delete')
    .description('delete the record of a finished import or analysis with its files; rows already imported are kept')
    .argument('<id>', 'ID of the import or analysis')
    .addHelpText('after', '\nExample:\n  $ sluice delete 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d')
    .action(act(remove));
}

async function remove(cli: Cli, id: string): Promise<void> {
  const client = await cli.client();
  const work = await requireWork(client, id, cli.signal);
  if (work.kind === 'reprocess-run') throw usageError('A re-processing run cannot be deleted. It expires.');
  const path = work.kind === 'import' ? `/api/v1/${work.importer}/bulk/${id}` : `/api/v1/analyses/${id}`;
  await client.send('DELETE', path);
  const kept = work.kind === 'import' ? 'Its rows and its document are kept.' : 'Its document is kept.';
  await cli.result({ deleted: id }, `Deleted the ${work.kind} ${id}. ${kept}\n`);
}
