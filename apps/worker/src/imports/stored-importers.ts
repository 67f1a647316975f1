import { AppError } from '@sluice/core';
import type { Db } from '@sluice/db';
import { findImporter, findVersion } from '@sluice/db/importers';
import type { BulkImportJob } from '@sluice/db/imports';
import { compile, type Definition, type Importer, readStored, withSynonyms } from '@sluice/importers';
import type { ImportOptions } from '@sluice/jobs';
import { LRUCache } from 'lru-cache';
import { outdated } from '../job/outdated.ts';

/** An importer as its version defines it. */
export interface StoredImporter {
  readonly definition: Definition;
  readonly importer: Importer;
}

/** Finds a definition by the name of its importer. */
export type NamedDefinition = (name: string) => Promise<Definition | undefined>;

export interface ImporterRef {
  readonly accountId: string;
  readonly importer: string;
  readonly version: number;
}

/** Enough for what a worker imports at the same time; a definition has at most some megabytes. */
const MOST_KEPT = 50;

/** The importers that jobs name. A version never changes, so those used last are kept compiled. */
export class StoredImporters {
  readonly #db: Db;
  readonly #kept = new LRUCache<string, StoredImporter>({ max: MOST_KEPT });

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * The importer that the import has pinned, with its own synonyms.
   * @throws AppError like `get`
   */
  async ofJob({ accountId, importer, importerVersion, options }: PinnedImport): Promise<StoredImporter> {
    // Written before versions were stored: the definition was the one that was stored first.
    const stored = await this.get({ accountId, importer, version: importerVersion ?? 1 });
    return withOwnSynonyms(stored, options as ImportOptions);
  }

  /**
   * @throws AppError NOT_FOUND; WORKER_OUTDATED if the definition says something that this version of Sluice does not know:
   * another worker may
   */
  async get(ref: ImporterRef): Promise<StoredImporter> {
    const key = JSON.stringify([ref.accountId, ref.importer, ref.version]);
    const found = this.#kept.get(key) ?? (await this.#load(ref));
    this.#kept.set(key, found);
    return found;
  }

  /** Finds importers that an account has by name: the versions that an import has pinned, or else the newest. */
  named({ accountId, resources }: Pick<BulkImportJob, 'accountId' | 'resources'>): NamedDefinition {
    return async (importer) => {
      const version = resources?.[importer] ?? (await findImporter(this.#db, { name: importer, accountId }))?.version;
      return version === undefined ? undefined : (await this.get({ accountId, importer, version })).definition;
    };
  }

  async #load({ accountId, importer: name, version }: ImporterRef): Promise<StoredImporter> {
    const stored = await findVersion(this.#db, { name, accountId, version });
    if (!stored) throw new AppError('NOT_FOUND', `The importer ${name} has no version ${version}.`);
    const definition = readStored(stored.definition);
    if (!definition) throw outdated(`version ${version} of the importer ${name}`);
    return { definition, importer: compile(definition) };
  }
}

/** The importer as an import with these options uses it. */
export function withOwnSynonyms(stored: StoredImporter, { synonyms }: Pick<ImportOptions, 'synonyms'>): StoredImporter {
  const definition = withSynonyms(stored.definition, synonyms);
  return definition === stored.definition ? stored : { definition, importer: compile(definition) };
}

type PinnedImport = Pick<BulkImportJob, 'accountId' | 'importer' | 'importerVersion' | 'options'>;
