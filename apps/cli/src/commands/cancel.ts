import type { Command } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { requireWork } from '../work.ts';

export function cancelCommand(program: Command, act: Act): void {
  program
    .command('cancel')
    .description('cancel an import, analysis or re-processing run; rows already imported are kept')
    .argument('<id>', 'ID of the import, analysis or run')
    .addHelpText('after', '\nExample:\n  $ sluice cancel 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d')
    .action(act(cancel));
}

async function cancel(cli: Cli, id: string): Promise<void> {
  const client = await cli.client();
  const work = await requireWork(client, id, cli.signal);
  const ask = () => {
    if (work.kind === 'import') {
      const params = { path: { importer: work.importer, jobId: id } };
      return client.POST('/api/v1/{importer}/bulk/{jobId}/cancel', { params });
    }
    if (work.kind === 'analysis') {
      return client.POST('/api/v1/analyses/{analysisId}/cancel', { params: { path: { analysisId: id } } });
    }
    return client.POST('/api/v1/reprocess-runs/{runId}/cancel', { params: { path: { runId: id } } });
  };
  const { data } = await ask();
  await cli.result(data, `${data.message}\n`);
}
