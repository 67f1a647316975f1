import { AppError } from './errors.ts';

/** The name of a table; without a schema it is in Sluice's own database. */
export interface QualifiedTable {
  readonly schema?: string | undefined;
  readonly table: string;
}

/** A table that imports may use, and whose rows it holds. */
export interface TargetRule extends QualifiedTable {
  /** The column with the account of a row; undefined if all accounts share the rows. */
  readonly account: string | undefined;
}

/** Sluice's own tables that are targets: those of the importers that are shipped. */
const SHIPPED = ['assets', 'contacts'];
/** Sluice's own tables that never are. A test of libs/db compares them with its schema. */
export const bookkeepingTables: readonly string[] = [
  ...['__drizzle_migrations', '__migration_progress'],
  ...['account_locks', 'analysis_reports', 'audit_events', 'bulk_import_batches', 'bulk_import_jobs'],
  ...['bulk_import_rejects', 'document_chunks', 'documents', 'downloads', 'error_logs', 'hash_ring_nodes'],
  ...['import_deletions', 'import_mappings', 'importer_versions', 'importers', 'mirror_turns'],
  ...['idempotency_keys', 'installation', 'key_sequences', 'reprocess_runs', 'request_traces', 'retention_holds'],
  ...['running_jobs', 'storage_servers', 'upload_sessions'],
];
/** The account's column in the tables that Sluice made. */
export const ACCOUNT_COLUMN = 'account_id';
/** The column with the import that last wrote a row, in the tables that Sluice made: as in those of the shipped importers. */
export const IMPORT_COLUMN = 'import_job_id';
/** What the names of tables begin with that importers have Sluice make. */
export const CREATED_PREFIX = 'data_';

const RULE = /^(?:([^`.,:\s\x00-\x20\x7f]{1,64})\.)?([^`.,:\s\x00-\x20\x7f]{1,64}):([^`.,:\s\x00-\x20\x7f]{1,64})$/;
const OF_THE_SERVER = new Set(['mysql', 'information_schema', 'performance_schema', 'sys']);

/** `schema.table`, or `table`. */
export const tableText = ({ schema, table }: QualifiedTable): string =>
  schema === undefined ? table : `${schema}.${table}`;

/** The parts of `schema.table`, or of `table`. */
export function qualifiedTable(text: string): QualifiedTable {
  const [table = '', schema] = text.split('.').reverse();
  return { schema, table };
}

/** Reads `shop.order_lines:account_id, shop.countries:shared`; undefined if it is something else, or names a table twice. */
export function parseTargetRules(text: string): TargetRule[] | undefined {
  const rules: TargetRule[] = [];
  for (const one of text.split(',')) {
    const [, schema, table, whose] = RULE.exec(one.trim()) ?? [];
    if (table === undefined || OF_THE_SERVER.has(schema?.toLowerCase() ?? '')) return undefined;
    rules.push({ schema, table, account: whose === 'shared' ? undefined : whose });
  }
  // Servers may compare names without case; then two rules would be of one table.
  const names = rules.map((rule) => tableText(rule).toLowerCase());
  return new Set(names).size === names.length ? rules : undefined;
}

export interface ImportTargetSettings {
  readonly DATABASE_URL: string;
  readonly IMPORT_TARGETS?: readonly TargetRule[] | undefined;
  readonly IMPORT_CREATE_SCHEMA?: string | undefined;
}

/**
 * The tables that imports may use. An operator lists them, because whose rows a table holds is not for a definition to say.
 * Names are compared letter by letter, so that a server that tells `Orders` from `orders` opens no other table.
 */
export class ImportTargets {
  /** Sluice's own database. */
  readonly own: string;
  /** The database that tables are made in. */
  readonly createSchema: string;
  readonly #rules: ReadonlyMap<string, TargetRule>;

  /** @throws AppError CONFIG_INVALID if a rule names a table that Sluice itself keeps */
  constructor({ DATABASE_URL, IMPORT_TARGETS = [], IMPORT_CREATE_SCHEMA }: ImportTargetSettings) {
    this.own = decodeURIComponent(new URL(DATABASE_URL).pathname.slice(1));
    this.createSchema = IMPORT_CREATE_SCHEMA ?? this.own;
    const shipped = SHIPPED.map((table) => ({ table, account: ACCOUNT_COLUMN }));
    this.#rules = new Map([...IMPORT_TARGETS, ...shipped].map((rule) => [this.#id(rule), rule]));
    const kept = IMPORT_TARGETS.find((rule) => this.isOwn(rule));
    if (!kept) return;
    throw new AppError(
      'CONFIG_INVALID',
      `IMPORT_TARGETS names ${tableText(kept)}, a table of Sluice itself. Leave it out; assets and contacts are always allowed.`,
    );
  }

  #id = ({ schema = this.own, table }: QualifiedTable): string => `${schema}.${table}`;

  /** Whether a table is one of Sluice's own, however a server might compare names. */
  isOwn(name: QualifiedTable): boolean {
    const table = name.table.toLowerCase();
    return (
      (name.schema ?? this.own).toLowerCase() === this.own.toLowerCase() &&
      (bookkeepingTables.includes(table) || SHIPPED.includes(table))
    );
  }

  /** Whose rows a table holds; undefined if imports may not use it. */
  ruleOf(name: QualifiedTable): TargetRule | undefined {
    const rule = this.#rules.get(this.#id(name));
    if (rule || this.isOwn(name)) return rule;
    const isCreated = (name.schema ?? this.own) === this.createSchema && name.table.startsWith(CREATED_PREFIX);
    return isCreated ? { ...name, account: ACCOUNT_COLUMN } : undefined;
  }

  /** The tables that may be named, for messages. */
  get names(): string[] {
    return [...this.#rules.values()].map(tableText);
  }
}
