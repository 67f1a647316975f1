// @ts-check
import { showSize } from './size.mjs';

/** @typedef {import('./api.mjs').Server} Server */

const HEAD = ['NAME', 'STATUS', 'HEALTH', 'CHUNKS', 'USED', 'FREE', 'RING', 'WHERE'];
const RIGHT = new Set(['CHUNKS', 'USED', 'FREE', 'RING']);

/** @param {Server} server */
const cells = (server) => [
  server.name,
  server.status,
  server.healthy ? 'ok' : 'stale',
  String(server.chunks),
  showSize(server.used_space),
  server.available_space === null ? 'no limit' : showSize(server.available_space),
  `${(server.ring_share * 100).toFixed(1)} %`,
  `${server.endpoint ?? 'S3_ENDPOINT'} ${server.bucket}`,
];

/** What is to be known of a server besides its numbers. @param {Server} server */
function* notes({ name, last_error: error, status, drain }) {
  if (error) yield `${name}: ${error}`;
  if (drain && status === 'maintenance') yield `${name}: ${drain.moved} of ${drain.total} chunks have moved`;
  if (drain?.error) yield `${name}: ${drain.error}`;
}

/** Servers as lines of a terminal. @param {readonly Server[]} servers */
export function serverTable(servers) {
  if (servers.length === 0) return 'There is no storage server.\n';
  const rows = [HEAD, ...servers.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return RIGHT.has(HEAD[column] ?? '') ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const remarks = servers.flatMap((server) => [...notes(server)]);
  return `${[...rows.map(line), ...(remarks.length > 0 ? ['', ...remarks] : [])].join('\n')}\n`;
}
