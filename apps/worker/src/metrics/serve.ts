import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isForwarded, type Logger, mayScrape } from '@sluice/core';
import type { WorkerEnv } from '../env.ts';
import { checkHealth, type HealthDeps } from './health.ts';
import type { WorkerMetrics } from './worker-metrics.ts';

const TEXT = 'text/plain; charset=utf-8';

type Served = HealthDeps & { readonly metrics: WorkerMetrics };

/**
 * Serves `GET /metrics`, `/health/live` and `/health/ready` on METRICS_PORT, if set. If the port is taken, the worker logs
 * that and runs without them.
 */
export async function serveMetrics(
  served: Served,
  { METRICS_PORT, METRICS_HOST, METRICS_TOKEN }: WorkerEnv,
  logger: Logger,
): Promise<Server | undefined> {
  if (METRICS_PORT === undefined) return undefined;
  const server = createServer((request, response) => {
    answer(request, response, served, METRICS_TOKEN).catch((err: unknown) => {
      logger.warn({ err }, 'could not answer on the metrics port');
      refuse(response, 500, 'Something failed; see the log.');
    });
  });
  server.headersTimeout = 5_000;
  try {
    await once(server.listen(METRICS_PORT, METRICS_HOST), 'listening');
  } catch (err) {
    logger.warn({ err, port: METRICS_PORT }, 'could not listen on the metrics port; continuing without metrics');
    return undefined;
  }
  logger.info({ host: METRICS_HOST, port: (server.address() as AddressInfo).port }, 'serving metrics');
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  served: Served,
  token: string | undefined,
): Promise<void> {
  const { url = '/', method, headers, socket } = request;
  const path = url.split('?')[0];
  const known = path === '/metrics' || path === '/health/live' || path === '/health/ready';
  if (!known) return refuse(response, 404, 'Not found; only /metrics, /health/live and /health/ready exist here.');
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, `${path} only supports GET.`);
  if (path === '/health/live') return reply(response, 200, { status: 'ok' });
  if (path === '/health/ready') {
    const { code, body } = await checkHealth(served);
    return reply(response, code, body);
  }
  const forwarded = isForwarded(headers);
  if (!mayScrape({ address: socket.remoteAddress, authorization: headers.authorization, forwarded }, token)) {
    return refuse(
      response,
      403,
      'Metrics are only served to private addresses, or with the token set in METRICS_TOKEN.',
    );
  }
  const body = await served.metrics.render();
  response.writeHead(200, { 'Content-Type': served.metrics.contentType, 'Cache-Control': 'no-store' }).end(body);
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, why: string): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status, { 'Content-Type': TEXT }).end(`${why}\n`);
}
