import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener, RequestError } from '@hono/node-server';
import { AppError, newId } from '@sluice/core';
import type { createApp } from './app.ts';
import type { Refusals } from './middleware/refusals.ts';
import { toProblem } from './problem.ts';

const SECOND = 1_000;
/** Headers must arrive soon; a body may take hours as long as bytes keep coming. */
const HEADERS_TIMEOUT_MS = 20 * SECOND;
const REQUEST_TIMEOUT_MS = 6 * 3_600 * SECOND;
/** Timeout of an idle socket. Longer than an upload waits for S3 during an outage; event streams send heartbeats. */
const IDLE_TIMEOUT_MS = 5 * 60 * SECOND;
/** Longer than the usual idle timeout of load balancers (60 s), so that they close first. */
const KEEP_ALIVE_MS = 65 * SECOND;
/** How long the rest of a refused body is discarded, so that the client gets to read the response. */
const LINGER_MS = 30 * SECOND;

/** The HTTP server around the app: timeouts, and responses to input that never becomes a request. */
export function createHttpServer(app: ReturnType<typeof createApp>, refusals: Refusals): Server {
  const problemBody = (status: number) => problemText(refusals, status);
  const listener = getRequestListener(app.fetch as Parameters<typeof getRequestListener>[0], {
    hostname: 'localhost',
    autoCleanupIncoming: false,
    errorHandler: (error) => {
      const status = error instanceof RequestError ? 400 : 500;
      return new Response(problemBody(status), { status, headers: PROBLEM });
    },
  });
  const answering = new WeakSet<Duplex>();
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 5 * SECOND,
    },
    (incoming, outgoing) => {
      answering.add(incoming.socket);
      outgoing.once('finish', () => discardRest(incoming));
      outgoing.once('close', () => answering.delete(incoming.socket));
      void listener(incoming, outgoing);
    },
  );
  server.timeout = IDLE_TIMEOUT_MS;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === 'ECONNRESET' || answering.has(socket)) socket.destroy();
    else {
      const status = clientErrorStatus(error);
      socket.end(rawRefusal(status, problemBody(status)));
    }
  });
  return server;
}

/** Keeps reading after an early response: closing now would reset the connection before the client reads it. */
function discardRest(incoming: IncomingMessage): void {
  if (incoming.complete || incoming.destroyed) return;
  const { socket } = incoming;
  const timer = setTimeout(() => {
    if (!incoming.complete) socket.destroy();
  }, LINGER_MS).unref();
  incoming.once('end', () => clearTimeout(timer)).resume();
}

const clientErrorStatus = ({ code }: NodeJS.ErrnoException): number => {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
};

const PROBLEM = { 'Content-Type': 'application/problem+json' };

function problemText(refusals: Refusals, status: number): string {
  const error =
    status < 500 ? new AppError('MALFORMED_REQUEST', 'The HTTP request is malformed.') : new AppError('INTERNAL', '');
  const traceId = refusals.record({ traceId: newId(), operation: 'HTTP', metadata: { answered: status } }, error);
  return JSON.stringify({ ...toProblem(error, { instance: '/', traceId }), status });
}

function rawRefusal(status: number, body: string): string {
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
