// @ts-check
import { once } from 'node:events';
import net from 'node:net';

/**
 * A TCP proxy in front of MySQL that counts the queries that name a table. Assumes that each query is in one packet.
 * @param {string} databaseUrl
 * @param {string} table
 */
export async function startCountingProxy(databaseUrl, table) {
  const { hostname, port } = new URL(databaseUrl);
  let queries = 0;
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(port || 3306), hostname);
    client.on('data', (piece) => {
      if (piece.includes(table)) queries++;
    });
    client.pipe(upstream).pipe(client);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ]) {
      socket?.on('error', () => other?.destroy()).on('close', () => other?.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${/** @type {net.AddressInfo} */ (server.address()).port}`;
  return { url: url.href, queries: () => queries, stop: () => server.close() };
}
