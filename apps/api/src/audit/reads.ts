import type { AppContext } from '../context.ts';
import type { ReadAction } from './actions.ts';
import type { Audited } from './trail.ts';

/** A page that polls counts as one read within this time. */
const AGAIN_MS = 5 * 60_000;
const MAX_REMEMBERED = 10_000;

/** Records reads of other accounts: in each process, the same read by the same person once in five minutes. */
export class AuditedReads {
  /** When each was last recorded, oldest first. */
  readonly #recorded = new Map<string, number>();

  /** Resolves when the read is recorded; then the data may be sent. @throws AppError DATABASE_UNAVAILABLE */
  async record(c: AppContext, read: Audited<ReadAction>): Promise<void> {
    const { accountId, subject } = c.var.principal;
    const key = JSON.stringify([accountId, subject, read.action, read.accountId, read.id]);
    const now = Date.now();
    if ((this.#recorded.get(key) ?? 0) > now - AGAIN_MS) return;
    await c.var.audit.read(read);
    this.#recorded.delete(key);
    this.#recorded.set(key, now);
    for (const oldest of this.#recorded.keys()) {
      if (this.#recorded.size <= MAX_REMEMBERED) break;
      this.#recorded.delete(oldest);
    }
  }
}
