import { formatCount, type OwnedDownload, pages, type ReprocessRun, type SluiceClient } from '@sluice/client';
import { type Command, Option } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { type ExitCode, exitCodes, usageError } from '../exit-codes.ts';
import { describeEnd, exitCodeOfWork, follow } from '../follow.ts';
import { moment } from '../options.ts';

interface ReprocessOptions {
  readonly all?: boolean;
  readonly status: 'upload_failed' | 'expired';
  readonly tool?: 'profile-my-data' | 'clean-my-data';
  readonly analysis?: string;
  readonly from?: string;
  readonly to?: string;
  readonly dryRun?: boolean;
  readonly wait: boolean;
}

export function reprocessCommand(program: Command, act: Act): void {
  program
    .command('reprocess')
    .description('deliver failed or expired artifacts and result files again')
    .argument('[ids...]', 'IDs of artifacts; default: all that match the filters')
    .option('--all', 'all of them, without a filter')
    .addOption(
      new Option('--status <status>', 'delivery status').choices(['upload_failed', 'expired']).default('upload_failed'),
    )
    .addOption(
      new Option('--tool <name>', 'only of analyses with this tool').choices(['profile-my-data', 'clean-my-data']),
    )
    .option('--analysis <id>', 'only of this analysis')
    .option('--from <moment>', 'created at or after: a date, or how long ago (7d, 12h)', moment)
    .option('--to <moment>', 'created before', moment)
    .option('--dry-run', 'only count the matches')
    .option('--no-wait', 'exit without waiting')
    .addHelpText(
      'after',
      `
Exit code 3: finished, but some artifacts could not be delivered.

Examples:
  $ sluice reprocess --all --dry-run
  $ sluice reprocess --tool clean-my-data --from 7d
  $ sluice reprocess 5a0c1f3e-2b6d-5c7a-8e9f-0a1b2c3d4e5f`,
    )
    .action(act(reprocess));
}

async function reprocess(cli: Cli, ids: string[], options: ReprocessOptions): Promise<ExitCode> {
  const { all, status, tool, analysis, from, to } = options;
  const conditions = [tool, analysis, from, to].filter((condition) => condition !== undefined);
  if (ids.length > 0 && (all || conditions.length > 0)) throw usageError('Give either IDs or filters, not both.');
  if (ids.length === 0 && !all && conditions.length === 0) {
    throw usageError(
      'Nothing selected. Give IDs, a filter such as --from 7d, or --all. Use --dry-run to count the matches first.',
    );
  }
  const client = await cli.client();
  if (ids.length > 0) return each(cli, client, ids, options);
  if (status === 'expired') return each(cli, client, await expired(cli, client, options), options);
  return run(cli, client, options);
}

/** One by one: the way to request single and expired artifacts. */
async function each(
  cli: Cli,
  client: SluiceClient,
  ids: readonly string[],
  { dryRun }: ReprocessOptions,
): Promise<ExitCode> {
  if (dryRun) {
    await cli.result({ matched: ids.length }, `${formatCount(ids.length)} match.\n`);
    return exitCodes.done;
  }
  const items = [];
  for (const downloadId of ids) {
    const { data } = await client.POST('/api/v1/downloads/{downloadId}/reprocess', {
      params: { path: { downloadId } },
    });
    items.push(data);
    if (!cli.json) await cli.print(`${downloadId} accepted\n`);
  }
  if (cli.json) await cli.result({ items }, '');
  return exitCodes.done;
}

async function expired(
  cli: Cli,
  client: SluiceClient,
  { tool, analysis, from, to }: ReprocessOptions,
): Promise<string[]> {
  const ids: string[] = [];
  const load = async (cursor: string | undefined) => {
    const query = {
      status: ['expired' as const],
      limit: 100,
      ...(tool ? { tool } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(cursor ? { cursor } : {}),
    };
    return (await client.GET('/api/v1/downloads', { params: { query }, signal: cli.signal })).data;
  };
  // Other formats of a result file, and its failed records, are converted from the CSV file when somebody downloads them.
  const matches = ({ analysis_id, job_id, kind, format }: OwnedDownload) =>
    analysis
      ? analysis_id === analysis.toLowerCase()
      : job_id === null || (kind === 'import-results' && format === 'csv');
  for await (const download of pages(load)) if (matches(download)) ids.push(download.download_id);
  return ids;
}

/** All matching failed deliveries, as one run on the server. */
async function run(cli: Cli, client: SluiceClient, options: ReprocessOptions): Promise<ExitCode> {
  const { tool, analysis, from, to, dryRun = false, wait } = options;
  const filter = {
    ...(tool ? { tool } : {}),
    ...(analysis ? { analysis_id: analysis } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
  const { data } = await client.POST('/api/v1/reprocess-runs', {
    body: { filter, dry_run: dryRun },
    signal: cli.signal,
  });
  if ('matched' in data) {
    await cli.result(data, `${formatCount(data.matched)} match.\n`);
    return exitCodes.done;
  }
  if (!wait) {
    await cli.result(data, `${data.run_id}\n`);
    return exitCodes.done;
  }
  const end = (await follow(cli, client, { kind: 'reprocess-run', id: data.run_id })) as ReprocessRun;
  await cli.result(end, describeEnd(end));
  return exitCodeOfWork(end);
}
