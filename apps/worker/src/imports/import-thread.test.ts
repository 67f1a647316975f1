import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The packages of the workspace that a file and the files that it imports need when they run. */
function roomsOf(file: URL, seen = new Set<string>(), rooms = new Set<string>()): Set<string> {
  if (seen.has(file.href)) return rooms;
  seen.add(file.href);
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(
    /^(?:import|export) (?!type )[^;]*?from '(.+)';$/gm,
  )) {
    if (from.startsWith('.')) roomsOf(new URL(from, file), seen, rooms);
    else if (from.startsWith('@sluice/')) rooms.add(from);
  }
  return rooms;
}

test.each(['./import-thread.ts', '../analyses/load/normalize-thread.ts'])(
  '%s loads neither queues nor the database, which took half of its start',
  (thread) => {
    const rooms = [...roomsOf(new URL(thread, import.meta.url))];
    expect(rooms).toContain('@sluice/core');
    expect(rooms.filter((room) => /^@sluice\/(?:jobs|db|storage)/.test(room))).toEqual([]);
  },
);
