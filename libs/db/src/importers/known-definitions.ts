import { LRUCache } from 'lru-cache';
import type { Db } from '../client.ts';
import type { ImporterVersion } from '../schema/index.ts';
import { findVersion } from './read.ts';

/** A definition has at most some megabytes. */
const MOST_KEPT = 50;

type StoredDefinition = ImporterVersion['definition'];

/** The definitions of versions. A version never changes, so those used last are kept. */
export class KnownDefinitions {
  readonly #db: Db;
  readonly #kept = new LRUCache<string, StoredDefinition>({ max: MOST_KEPT });

  constructor(db: Db) {
    this.#db = db;
  }

  /** Undefined if the importer, which an account or all accounts own, has no such version. */
  async get(ref: Pick<ImporterVersion, 'name' | 'accountId' | 'version'>): Promise<StoredDefinition | undefined> {
    const key = JSON.stringify([ref.accountId, ref.name, ref.version]);
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const found = (await findVersion(this.#db, ref))?.definition;
    if (found) this.#kept.set(key, found);
    return found;
  }
}
