import { z } from '@hono/zod-openapi';
import { IMPORTER_NAME, IMPORTER_NAME_LENGTH, type ImportTargets, tableText } from '@sluice/core';
import type { Db } from '@sluice/db';
import { ALL_ACCOUNTS, type ImporterRow, importerOrigins, type NamedTarget, targetsOf } from '@sluice/db/importers';
import type { Definition } from '@sluice/importers';
import { resolveTarget } from '@sluice/importers/target';
import { fieldErrorSchema } from '../../openapi.ts';
import { scopes } from './may-define.ts';

/** An importer's name in a path. What no importer can be named is not found. */
export const importerNameParam = z.object({
  importer: z
    .string()
    .regex(IMPORTER_NAME)
    .max(IMPORTER_NAME_LENGTH)
    .openapi({ param: { name: 'importer', in: 'path' }, description: 'Name of an importer.', example: 'assets' }),
});

export const versionParam = z.object({
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .openapi({ param: { name: 'version', in: 'path' } }),
});

const moment = z.iso.datetime();
const definition = z
  .record(z.string(), z.unknown())
  .describe('What the text says, as JSON; `importer.schema.json` describes it.');

export const importerSummarySchema = z
  .object({
    name: z.string(),
    title: z.string(),
    version: z.number().int().describe('The newest version, which new imports use.'),
    scope: z.enum(scopes).describe('Which accounts have it: all, or only this one.'),
    origin: z
      .enum(importerOrigins)
      .describe('`shipped` with Sluice, installed in a `folder` by the operator, or made with this `api`.'),
    table: z
      .string()
      .describe(
        'The table that its newest version writes to, with the name of the database unless it is the one that Sluice uses.',
      ),
    manage: z.enum(['existing', 'create']).describe('`create`: Sluice makes the table.'),
    archived_at: moment.nullable().describe('Since when it takes no new imports.'),
    created_at: moment,
    updated_at: moment,
    url: z.string(),
  })
  .openapi('ImporterSummary');

const textFields = {
  source: z.string().describe('The text of the definition as it was given.'),
  format: z.enum(['yaml', 'json']).describe('Of `source`.'),
  definition,
};

export const importerSchema = importerSummarySchema.extend(textFields).openapi('Importer');

const versionFields = {
  version: z.number().int(),
  sha256: z.string().describe('Of the text.'),
  created_by: z.string().nullable(),
  created_at: moment,
  url: z.string(),
};
export const versionSummarySchema = z.object(versionFields).openapi('ImporterVersionSummary');
export const versionSchema = versionSummarySchema.extend(textFields).openapi('ImporterVersion');

export const savedSchema = z
  .object({
    name: z.string(),
    version: z.number().int().describe('The version with this text; with `dry_run` the one that it would be.'),
    created: z.boolean().describe('False if the newest version has the same text, and with `dry_run`.'),
    scope: importerSummarySchema.shape.scope,
    warnings: z.array(fieldErrorSchema).describe('What is allowed, but perhaps not intended.'),
    url: z.string(),
    trace_id: z.uuid(),
  })
  .openapi('ImporterSaved');

export const importerUrl = (name: string): string => `/api/v1/importers/${name}`;

type Needs = { readonly db: Db; readonly targets: ImportTargets };

/** Importers of one account and of all, as the API shows them. */
export async function viewImporters(
  { db, targets }: Needs,
  rows: readonly ImporterRow[],
): Promise<z.output<typeof importerSummarySchema>[]> {
  const named = await targetsOf(db, rows);
  return rows.map((row) => viewRow(row, named.get(row.name) ?? { table: '', manage: 'existing' }, targets));
}

/** One of them. */
export async function viewImporter(deps: Needs, row: ImporterRow): Promise<z.output<typeof importerSummarySchema>> {
  const [view] = await viewImporters(deps, [row]);
  return view as z.output<typeof importerSummarySchema>;
}

const viewRow = (
  row: ImporterRow,
  target: NamedTarget,
  targets: ImportTargets,
): z.output<typeof importerSummarySchema> => ({
  name: row.name,
  title: row.title,
  version: row.version,
  scope: row.accountId === ALL_ACCOUNTS ? 'all' : 'account',
  origin: row.origin,
  table: tableOf(target, targets),
  manage: target.manage,
  archived_at: row.archivedAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  url: importerUrl(row.name),
});

function tableOf(target: NamedTarget, targets: ImportTargets): string {
  const { schema, table } = resolveTarget({ target: target as Definition['target'] }, targets);
  return schema === targets.own ? table : tableText({ schema, table });
}
