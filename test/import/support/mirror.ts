import type { Random } from '../../harness/index.ts';
import { folded, respelled } from './ruled-table.ts';

/** A row of the table, or a record of a file: a code whose collation ignores case and accents, and a note. */
export interface Part {
  readonly code: string;
  readonly note: string | null;
}

export interface Modes {
  readonly on_duplicate: 'reject' | 'update' | 'skip';
  readonly on_new: 'insert' | 'reject' | 'skip';
  readonly on_absent: 'keep' | 'delete';
}

/** Notes have ten characters at most. */
export const TOO_LONG = 'more than ten characters';

/** A table, and a file that has most of its keys in other spellings, new ones, repeated ones, and rows with errors. */
export function makeParts(random: Random, rows: number): { before: Part[]; file: Part[] } {
  const code = (at: number): string => `esse ${at}`;
  const before = Array.from({ length: rows }, (_, at) => ({ code: code(at), note: random.pick(['old', 'x']) }));
  const kept = before.filter(() => random.chance(0.7));
  const known = kept.map(({ code: old, note }) => ({
    code: respelled(random, old),
    note: random.chance(0.1) ? TOO_LONG : random.pick([note, 'new']),
  }));
  const fresh = Array.from({ length: 5 }, (_, at) => ({ code: code(rows + at), note: 'new' }));
  const file = [...known, ...fresh, ...known.slice(0, 2)].map((part) => ({ part, at: random.next() }));
  return { before, file: file.sort((a, b) => a.at - b.at).map(({ part }) => part) };
}

/** What importing the records one after the other leaves in the table, and which of its rows it deletes. */
export function expectMirror(before: readonly Part[], file: readonly Part[], modes: Modes) {
  const table = new Map(before.map((part) => [folded(part.code), part]));
  const counts = { inserted_rows: 0, updated_rows: 0, unchanged_rows: 0, failed_rows: 0, skipped_rows: 0 };
  const seen = new Set<string>();
  for (const part of file) {
    const key = folded(part.code);
    const old = table.get(key);
    const again = seen.has(key);
    if (again) counts[modes.on_duplicate === 'skip' && part.note !== TOO_LONG ? 'skipped_rows' : 'failed_rows']++;
    else if (part.note === TOO_LONG) counts.failed_rows++;
    else if (old && modes.on_duplicate !== 'update')
      counts[modes.on_duplicate === 'skip' ? 'skipped_rows' : 'failed_rows']++;
    else if (!old && modes.on_new !== 'insert') counts[modes.on_new === 'skip' ? 'skipped_rows' : 'failed_rows']++;
    else {
      counts[!old ? 'inserted_rows' : old.note === part.note ? 'unchanged_rows' : 'updated_rows']++;
      table.set(key, { code: old?.code ?? part.code, note: part.note });
    }
    // A record with errors does not take its key from a later one.
    if (part.note !== TOO_LONG) seen.add(key);
  }
  const present = new Set(file.map(({ code }) => folded(code)));
  const absent = before.filter(({ code }) => !present.has(folded(code)));
  if (modes.on_absent === 'delete') for (const { code } of absent) table.delete(folded(code));
  return {
    table: [...table.values()],
    deleted: modes.on_absent === 'delete' ? absent.map(({ code }) => code) : [],
    counts: { ...counts, deleted_rows: modes.on_absent === 'delete' ? absent.length : 0 },
  };
}
