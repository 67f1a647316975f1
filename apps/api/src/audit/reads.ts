import { LRUCache } from 'lru-cache';
import type { AppContext } from '../context.ts';
import type { ReadAction } from './actions.ts';
import type { Audited } from './trail.ts';

/** A page that polls counts as one read within this time. */
const AGAIN_MS = 5 * 60_000;
const MAX_REMEMBERED = 10_000;

/** Records reads of other accounts: in each process, the same read by the same person once in five minutes. */
export class AuditedReads {
  readonly #recorded = new LRUCache<string, true>({ max: MAX_REMEMBERED, ttl: AGAIN_MS });

  /** Resolves when the read is recorded; then the data may be sent. @throws AppError DATABASE_UNAVAILABLE */
  async record(c: AppContext, read: Audited<ReadAction>): Promise<void> {
    const { accountId, subject } = c.get('principal');
    const key = JSON.stringify([accountId, subject, read.action, read.accountId, read.id]);
    if (this.#recorded.has(key)) return;
    await c.get('audit').read(read);
    this.#recorded.set(key, true);
  }
}
