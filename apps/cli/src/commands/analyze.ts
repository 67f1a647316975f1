import path from 'node:path';
import type { Analysis } from '@sluice/client';
import { type Command, Option } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { deliver, safeName } from '../files/deliver.ts';
import { documentsOf } from '../files/documents.ts';
import { describeEnd, exitCodeOfWork, follow, sayWarnings } from '../follow.ts';
import { parameter } from '../options.ts';
import { printable } from '../show/text.ts';

const tools = ['profile-my-data', 'clean-my-data'] as const;

interface AnalyzeOptions {
  readonly tool: (typeof tools)[number];
  readonly param?: Readonly<Record<string, unknown>>;
  readonly download?: string;
  readonly force?: boolean;
  readonly wait: boolean;
  readonly name?: string;
}

export function analyzeCommand(program: Command, act: Act): void {
  program
    .command('analyze')
    .description('profile or clean CSV and XLSX files')
    .argument('<files...>', 'files, quoted patterns, - for stdin, or IDs of stored documents')
    .addOption(new Option('--tool <name>', 'tool to run').choices(tools).default('profile-my-data'))
    .option(
      '--param <name=value>',
      'set a parameter of the tool by its path; JSON values are parsed; may be repeated',
      parameter,
    )
    .option('--download <folder>', 'save the artifacts to this folder')
    .option('--force', 'overwrite existing files')
    .option('--no-wait', 'print the ID and exit without waiting')
    .option('--name <name>', 'file name for stdin')
    .addHelpText(
      'after',
      `
The parameters of each tool are in GET /api/v1/tools and at /docs of the server.

Examples:
  $ sluice analyze customers.csv
  $ sluice analyze customers.csv --tool clean-my-data --download cleaned/
  $ sluice analyze report.csv --param header_row=4 --param strict=true
  $ sluice analyze customers.csv --tool clean-my-data --param outliers.method=iqr --param 'duplicates={"keep":"last"}'`,
    )
    .action(act(analyze));
}

async function analyze(cli: Cli, given: string[], options: AnalyzeOptions): Promise<ExitCode> {
  const client = await cli.client();
  const items: unknown[] = [];
  let exitCode: ExitCode = exitCodes.done;
  for await (const { docId, label } of documentsOf(cli, client, given, { name: options.name })) {
    const body = { tool: options.tool, doc_id: docId, ...(options.param ? { parameters: options.param } : {}) };
    const { data } = await client.POST('/api/v1/analyses', { body, signal: cli.signal });
    if (!options.wait) {
      items.push(data);
      if (!cli.json) await cli.print(`${data.analysis_id}\n`);
      continue;
    }
    const end = (await follow(cli, client, { kind: 'analysis', id: data.analysis_id }, { label })) as Analysis;
    if (!cli.json) await cli.print(describeEnd(end));
    sayWarnings(cli, end);
    const fetched = end.status === 'completed' && options.download !== undefined;
    const files = fetched ? await fetchAll(cli, client, end, options.download, options.force === true) : [];
    items.push({ ...end, files });
    exitCode = Math.max(exitCode, exitCodeOfWork(end)) as ExitCode;
    if (fetched && files.length < end.downloads.length) exitCode = exitCodes.failed;
  }
  if (cli.json) await cli.result({ items }, '');
  return exitCode;
}

/** Downloads delivered artifacts and names the others. Returns the paths of the files. */
async function fetchAll(
  cli: Cli,
  client: Parameters<typeof deliver>[1],
  { downloads }: Analysis,
  folder = '.',
  force: boolean,
): Promise<string[]> {
  const files: string[] = [];
  for (const each of downloads) {
    if (each.status !== 'uploaded') {
      cli.say(`${each.file_name}: ${each.status}; download it later: sluice download ${each.download_id}`);
      continue;
    }
    const file = await deliver(cli, client, each, { to: path.join(folder, safeName(each.file_name)), force });
    files.push(file);
    cli.say(printable(file));
  }
  return files;
}
