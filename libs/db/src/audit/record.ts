import { excerpt, newId, redact, redactStart } from '@sluice/core';
import type { Db, Tx } from '../client.ts';
import { type AuditEvent, auditEvents } from '../schema/index.ts';

type State = Readonly<Record<string, unknown>>;

/** Everything but the id and the time, which `recordAudit` adds. States may be of any size. */
export type NewAuditEvent = Omit<
  AuditEvent,
  'eventId' | 'createdAt' | 'resourceKind' | 'stateBefore' | 'stateAfter'
> & { readonly before?: State | undefined; readonly after?: State | undefined };

/** Inserts events; pass the transaction of the changes, so that neither is stored without the other. */
export async function recordAudit(db: Db | Tx, ...events: readonly NewAuditEvent[]): Promise<void> {
  await db.insert(auditEvents).values(
    events.map(({ before, after, ...event }) => ({
      ...event,
      eventId: newId(),
      resourceKind: event.action.slice(0, event.action.indexOf('.')),
      stateBefore: smallState(before),
      stateAfter: smallState(after),
    })),
  );
}

const [MAX_TEXT, MAX_ITEMS, MAX_DEPTH, MAX_JSON] = [200, 20, 4, 4_000];

/** What an event keeps of a state: secrets redacted, texts and lists shortened, at most 4,000 characters of JSON. */
export function smallState(state: State | undefined): Record<string, unknown> | null {
  if (state === undefined) return null;
  const small = shorten(redact(state)) as Record<string, unknown>;
  if (JSON.stringify(small).length <= MAX_JSON) return small;
  return { shortened: redactStart(JSON.stringify(small), MAX_JSON / 2) };
}

function shorten(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return excerpt(value, MAX_TEXT);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => shorten(item, depth + 1));
    return value.length > MAX_ITEMS ? [...items, `… ${value.length} in all`] : items;
  }
  const entries = Object.entries(value);
  const kept = entries
    .slice(0, MAX_ITEMS)
    .map(([key, item]) => [excerpt(redactStart(key, MAX_TEXT)), shorten(item, depth + 1)]);
  return Object.fromEntries(entries.length > MAX_ITEMS ? [...kept, ['…', `${entries.length} in all`]] : kept);
}
