import type { SluiceClient } from '@sluice/client';
import { type Command, Option } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { CliError, usageError } from '../exit-codes.ts';
import { findWork, orAbsent, type Work } from '../work.ts';

interface RetryOptions {
  readonly format?: 'csv' | 'xlsx' | 'json';
  readonly failed?: boolean;
}

export function retryCommand(program: Command, act: Act): void {
  program
    .command('retry')
    .description('retry a failed import, analysis, re-processing run, delivery or export')
    .argument('<id>', 'ID of the import, analysis, run or artifact')
    .addOption(
      new Option('--format <format>', 'of an import: only convert its result file again').choices([
        'csv',
        'xlsx',
        'json',
      ]),
    )
    .option('--failed', 'with --format: the file with the failed records')
    .addHelpText(
      'after',
      `
Examples:
  $ sluice retry 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d
  $ sluice retry 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d --format xlsx`,
    )
    .action(act(retry));
}

async function retry(cli: Cli, id: string, { format, failed = false }: RetryOptions): Promise<void> {
  if (failed && !format) throw usageError('--failed needs --format.');
  const client = await cli.client();
  const work = await findWork(client, id, cli.signal);
  if (format && work?.kind !== 'import') throw usageError('--format works with imports only.');
  const answer = await orAbsent<{ readonly data: { readonly message: string } }>(
    ask(client, id, work, format && { format, rows: failed ? 'failed' : 'all' }),
  );
  if (!answer)
    throw new CliError(`No import, analysis, re-processing run or artifact in this account has the ID ${id}.`);
  await cli.result(answer.data, `${answer.data.message}\n`);
}

type ResultChoice = { readonly format: NonNullable<RetryOptions['format']>; readonly rows: 'all' | 'failed' };

function ask(client: SluiceClient, id: string, work: Work | undefined, choice: ResultChoice | undefined) {
  if (work?.kind === 'import') {
    const path = { importer: work.importer, jobId: id };
    if (!choice) return client.POST('/api/v1/{importer}/bulk/{jobId}/retry', { params: { path } });
    return client.POST('/api/v1/{importer}/bulk/{jobId}/results/retry', { params: { path, query: choice } });
  }
  if (work?.kind === 'analysis') {
    return client.POST('/api/v1/analyses/{analysisId}/retry', { params: { path: { analysisId: id } } });
  }
  if (work) return client.POST('/api/v1/reprocess-runs/{runId}/retry', { params: { path: { runId: id } } });
  return client.POST('/api/v1/downloads/{downloadId}/reprocess', { params: { path: { downloadId: id } } });
}
