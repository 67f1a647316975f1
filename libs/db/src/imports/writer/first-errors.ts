import type { StoredRowError } from '../../schema/index.ts';
import type { RejectRow } from './batch.ts';

/** How many errors the job's row itself holds, for its status. */
const FIRST_ERRORS = 100;

/** `known` with the errors of `rejects` added while there is room; `known` itself when nothing was added. */
export function addFirstErrors(
  known: readonly StoredRowError[],
  rejects: readonly RejectRow[],
): readonly StoredRowError[] {
  const room = FIRST_ERRORS - known.length;
  if (room <= 0) return known;
  const fresh = rejects.filter(({ outcome }) => outcome === 'failed').slice(0, room);
  if (fresh.length === 0) return known;
  return [...known, ...fresh.map(storedError)];
}

/** A reject as an import's status shows it. */
export const storedError = ({ row, line, field, code, value, message }: RejectRow): StoredRowError => ({
  row,
  line,
  field,
  code,
  value,
  error: message,
});
