import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Download, SluiceClient } from '@sluice/client';
import { type Command, Option } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { CliError, type ExitCode, exitCodes, usageError } from '../exit-codes.ts';
import { deliver, fromApi, importResult, type ResultFormat, safeName, toStdout } from '../files/deliver.ts';
import { fetchFile } from '../files/fetch-file.ts';
import { printable } from '../show/text.ts';
import { findWork, orAbsent } from '../work.ts';

interface DownloadOptions {
  readonly output?: string;
  readonly format: ResultFormat;
  readonly failed?: boolean;
  readonly force?: boolean;
}

export function downloadCommand(program: Command, act: Act): void {
  program
    .command('download')
    .description('download the result file of an import, the artifacts of an analysis, a single artifact or a document')
    .argument('<id>', 'ID of any of these')
    .option('-o, --output <place>', 'file, folder, or - for stdout (default: current folder)')
    .addOption(
      new Option('--format <format>', "format of an import's result file")
        .choices(['csv', 'xlsx', 'json'])
        .default('csv'),
    )
    .option('--failed', 'of an import: only the records that failed, to repair and import again')
    .option('--force', 'overwrite existing files')
    .addHelpText(
      'after',
      `
An interrupted download resumes; every file is verified by its SHA-256.

Examples:
  $ sluice download 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d -o result.csv
  $ sluice download 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d --failed -o failed.csv
  $ sluice download 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d -o reports/
  $ sluice download 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d -o - | head`,
    )
    .action(act(download));
}

async function download(
  cli: Cli,
  id: string,
  { output = '.', format, failed = false, force = false }: DownloadOptions,
): Promise<ExitCode> {
  const client = await cli.client();
  const items: { file: string; download_id?: string }[] = [];
  let undelivered = 0;
  const files = await filesOf(cli, client, id, { format, failed });
  if (files === undefined) items.push({ file: await fetchDocument(cli, client, id, { output, force }) });
  else {
    if (files.length > 1 && !isFolder(output))
      throw usageError(`Cannot write ${files.length} files to ${output}. Name a folder.`);
    for (const each of files) {
      if (each.status !== 'uploaded') {
        undelivered++;
        cli.say(`${each.file_name}: ${each.status}${each.last_error ? ` (${printable(each.last_error)})` : ''}`);
        continue;
      }
      const file = await deliver(cli, client, each, { to: placeFor(output, each.file_name), force });
      items.push({ file, download_id: each.download_id });
    }
  }
  if (output !== '-')
    await cli.result({ items, undelivered }, items.map(({ file }) => `${printable(file)}\n`).join(''));
  return undelivered > 0 ? exitCodes.failed : exitCodes.done;
}

/** The artifacts behind an ID; undefined if it may be a document. */
async function filesOf(
  cli: Cli,
  client: SluiceClient,
  id: string,
  { format, failed }: { readonly format: ResultFormat; readonly failed: boolean },
): Promise<Download[] | undefined> {
  const { signal } = cli;
  const work = await findWork(client, id, signal);
  const rows = failed ? 'failed' : 'all';
  if (work?.kind === 'import') return [await importResult(cli, client, work, { format, rows })];
  if (failed) throw usageError('--failed works with imports only.');
  if (work?.kind === 'analysis') {
    if (work.state.downloads.length === 0)
      throw new CliError(`${work.state.tool} ${id} is ${work.state.status} and has no artifacts.`);
    return work.state.downloads;
  }
  if (work) throw usageError(`${id} is a re-processing run, which has no artifacts of its own.`);
  const params = { path: { downloadId: id } };
  const single = await orAbsent(client.GET('/api/v1/downloads/{downloadId}', { params, signal }));
  return single ? [single.data] : undefined;
}

async function fetchDocument(
  cli: Cli,
  client: SluiceClient,
  id: string,
  { output, force }: { output: string; force: boolean },
): Promise<string> {
  const params = { path: { docId: id } };
  const found = await orAbsent(client.GET('/api/v1/documents/{docId}', { params, signal: cli.signal }));
  if (!found) throw new CliError(`Nothing in this account has the ID ${id}.`);
  const { doc_name: name, doc_hash_256: sha256, file_size: sizeBytes } = found.data;
  const open = fromApi(cli, client, `/api/v1/documents/${id}/content`);
  if (output === '-') return toStdout(cli, await open(0));
  const to = placeFor(output, name);
  await fetchFile(cli, { to, open, sha256, sizeBytes, force });
  return to;
}

const isFolder = (place: string): boolean =>
  /[/\\]$/.test(place) || (existsSync(place) && statSync(place).isDirectory());

const placeFor = (output: string, name: string): string =>
  isFolder(output) ? path.join(output, safeName(name)) : output;
