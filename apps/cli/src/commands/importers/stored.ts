import { type ImporterSummary, type ImporterVersionSummary, listImporters, pages } from '@sluice/client';
import type { Cli } from '../../cli.ts';
import { usageError } from '../../exit-codes.ts';
import { table } from '../../show/table.ts';
import { printable } from '../../show/text.ts';

export async function list(cli: Cli, { archived = false }: { readonly archived?: boolean }): Promise<void> {
  const items: ImporterSummary[] = [];
  for await (const item of listImporters(await cli.client(), { archived, signal: cli.signal })) items.push(item);
  const rows = items.map(({ name, title, version, scope, origin, archived_at: at }) => {
    const whose = scope === 'all' ? 'every account' : 'this account';
    return [name, title, version, whose, origin, ...(archived ? [at ?? ''] : [])];
  });
  const header = ['name', 'title', 'version', 'for', 'origin', ...(archived ? ['archived'] : [])];
  await cli.result({ items }, table(header, rows));
}

export const showFormats = ['yaml', 'json', 'datapackage'] as const;

interface ShowOptions {
  readonly format?: (typeof showFormats)[number];
  readonly version?: number;
  readonly versions?: boolean;
}

/** Prints the text of the definition as it was given, so that it can be edited and applied again. */
export async function show(cli: Cli, importer: string, { version, versions, format }: ShowOptions): Promise<void> {
  if (versions && format) throw usageError('--versions and --format exclude each other.');
  const client = await cli.client();
  const { signal } = cli;
  if (versions) return listVersions(cli, importer);
  if (format) return showFile(cli, importer, { format, version });
  const found =
    version === undefined
      ? await client.GET('/api/v1/importers/{importer}', { params: { path: { importer } }, signal })
      : await client.GET('/api/v1/importers/{importer}/versions/{version}', {
          params: { path: { importer, version } },
          signal,
        });
  const { source } = found.data;
  await cli.result(found.data, source.endsWith('\n') ? source : `${source}\n`);
}

interface FileChoice {
  readonly format: (typeof showFormats)[number];
  readonly version: number | undefined;
}

async function showFile(cli: Cli, importer: string, { format, version }: FileChoice): Promise<void> {
  const client = await cli.client();
  const query = { format, ...(version === undefined ? {} : { version: String(version) }) };
  const address = `/api/v1/importers/${encodeURIComponent(importer)}/definition`;
  const text = await (await client.send('GET', address, { query, signal: cli.signal })).text();
  await cli.result({ importer, format, text }, text.endsWith('\n') ? text : `${text}\n`);
  const omitted: string[] = format === 'datapackage' ? JSON.parse(text).sluice.omitted : [];
  if (omitted.length > 0)
    cli.say(`Left out, because a Data Package has no place for it: ${printable(omitted.join(', '))}`);
}

async function listVersions(cli: Cli, importer: string): Promise<void> {
  const client = await cli.client();
  const items: ImporterVersionSummary[] = [];
  const all = pages(async (cursor) => {
    const params = { path: { importer }, query: { limit: 100, ...(cursor ? { cursor } : {}) } };
    return (await client.GET('/api/v1/importers/{importer}/versions', { params, signal: cli.signal })).data;
  });
  for await (const item of all) items.push(item);
  const rows = items.map(({ version, created_at: at, created_by: by }) => [version, at, by ?? '']);
  await cli.result({ items }, table(['version', 'created', 'by'], rows));
}

export async function archive(cli: Cli, importer: string): Promise<void> {
  const client = await cli.client();
  const { data } = await client.DELETE('/api/v1/importers/{importer}', {
    params: { path: { importer } },
    signal: cli.signal,
  });
  await cli.result(
    data,
    `${importer} is archived and takes no new imports. Restore it with: sluice importers restore ${importer}\n`,
  );
}

export async function restore(cli: Cli, importer: string): Promise<void> {
  const client = await cli.client();
  const { data } = await client.POST('/api/v1/importers/{importer}/restore', {
    params: { path: { importer } },
    signal: cli.signal,
  });
  await cli.result(data, `${importer} is restored and takes imports again.\n`);
}
