import { type AppError, inTime, redactStart } from '@sluice/core';
import { type Db, type Tx, withTransaction } from '@sluice/db';
import { type NewAuditEvent, recordAudit } from '@sluice/db/audit';
import type { Principal } from '../auth/verify-token.ts';
import type { AppContext, Deps } from '../context.ts';
import { operationOf } from '../middleware/observe.ts';
import { clientAddress } from '../rate-limits/client-address.ts';
import type { ChangeAction, ReadAction } from './actions.ts';

type State = Readonly<Record<string, unknown>>;

/** What was changed or read. */
export interface Audited<A extends ChangeAction | ReadAction = ChangeAction> {
  readonly action: A;
  readonly id?: string | null;
  /** The account that it belongs to; null: the installation. Default: the caller's account. */
  readonly accountId?: string | null;
  readonly before?: State;
  readonly after?: State;
}

type Outcome = Pick<NewAuditEvent, 'outcome' | 'errorCode'>;

/** Errors that mean that the caller is not allowed to do this. */
const DENIED = new Set<AppError['code']>(['FORBIDDEN', 'UNAUTHENTICATED']);
/** How long a response waits for an event that it does not depend on. */
const PATIENCE_MS = 2_000;

/** The audit events of one request. */
export class AuditTrail {
  readonly #c: AppContext;
  readonly #deps: Pick<Deps, 'db' | 'limits'>;
  /** The actions that the route has declared. */
  #declared: readonly ChangeAction[] = [];
  #settled = false;
  #started: Audited | undefined;

  constructor(c: AppContext, deps: Pick<Deps, 'db' | 'limits'>) {
    this.#c = c;
    this.#deps = deps;
  }

  declare(actions: readonly ChangeAction[]): void {
    this.#declared = actions;
  }

  /** Runs `work` in a transaction and records the change there if it returns true; otherwise nothing has changed. */
  async change(
    db: Db | Tx,
    work: (tx: Tx) => Promise<boolean>,
    what: (tx: Tx) => Audited | Promise<Audited>,
  ): Promise<boolean> {
    const changed = await withTransaction(db, async (tx) => {
      if (!(await work(tx))) return false;
      await this.record(tx, await what(tx));
      return true;
    });
    if (!changed) this.unchanged();
    return changed;
  }

  /** Records a change in its transaction: it fails if the event cannot be stored. */
  record(db: Db | Tx, what: Audited): Promise<void> {
    return this.recordBy(what, (event) => recordAudit(db, event()));
  }

  /** The same with a `store` that writes the event and its change, or neither. */
  async recordBy<T>(what: Audited, store: (event: () => NewAuditEvent) => Promise<T>): Promise<T> {
    const stored = await store(() => this.#event(what, { outcome: 'done', errorCode: null }));
    this.#settled = true;
    this.#started = undefined;
    return stored;
  }

  /** Records the start of a change that no transaction can hold; `record` or the failure of the request ends it. */
  async start(db: Db | Tx, what: Audited): Promise<void> {
    await recordAudit(db, this.#event(what, { outcome: 'started', errorCode: null }));
    this.#started = what;
  }

  /** The request changes nothing, for example because the resource is already in the requested state. */
  unchanged(): void {
    this.#settled = true;
  }

  /** Records a read of another account. */
  async read(what: Audited<ReadAction>): Promise<void> {
    await recordAudit(this.#deps.db, this.#event(what, { outcome: 'done', errorCode: null }));
  }

  /** Called with the response: records a denied request, a started change that failed, and a change that a route forgot. */
  async end(): Promise<void> {
    const [first] = this.#declared;
    const { failure, logger } = this.#c.var;
    if (first === undefined) return;
    if (failure) {
      if (this.#started) await this.#note(this.#started, { outcome: 'failed', errorCode: failure.code });
      else if (DENIED.has(failure.code))
        await this.#note({ action: first }, { outcome: 'denied', errorCode: failure.code });
      return;
    }
    if (this.#settled || this.#c.res.status >= 400 || this.#c.res.headers.has('idempotency-replayed')) return;
    logger.error({ action: first }, 'a route did not record what it changed');
    await this.#note({ action: first }, { outcome: 'done', errorCode: null });
  }

  /** Records a change that succeeds even if its event cannot be stored; the event is then in the log. */
  async note(what: Audited): Promise<void> {
    this.#settled = true;
    await this.#note(what, { outcome: 'done', errorCode: null });
  }

  async #note(what: Audited, outcome: Outcome): Promise<void> {
    const event = this.#event(what, outcome);
    await inTime(recordAudit(this.#deps.db, event), PATIENCE_MS).catch((err: unknown) => {
      this.#c.get('logger').error({ err, audit: event }, 'could not store an audit event');
    });
  }

  #event({ action, id = null, accountId, before, after }: Audited<ChangeAction | ReadAction>, outcome: Outcome) {
    const c = this.#c;
    const actor = c.get('principal') as Principal | undefined;
    return {
      ...{ action, resourceId: id, ...outcome, before, after },
      accountId: accountId === undefined ? (actor?.accountId ?? null) : accountId,
      actorAccount: actor?.accountId ?? null,
      actorSubject: actor?.subject ?? null,
      actorRole: actor?.role ?? null,
      operation: operationOf(c),
      address: addressOf(c, this.#deps),
      userAgent: redactStart(c.req.header('user-agent') ?? '', 255) || null,
      requestId: c.get('requestId'),
      traceId: c.get('traceId'),
    } satisfies NewAuditEvent;
  }
}

/** The address that the rate limits use. If `TRUST_PROXY` does not match the proxies, it may be any text. */
function addressOf(c: AppContext, { limits }: Pick<Deps, 'limits'>): string | null {
  if (c.env?.incoming === undefined) return null;
  const address = clientAddress(c.env.incoming, limits.trustedProxies).replaceAll(/[^\x21-\x7e]/g, '?');
  return address.slice(0, 45) || null;
}
