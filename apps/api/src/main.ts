import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger, isAppError, type Logger, tuneCollector } from '@sluice/core';
import { parseEnv } from '@sluice/core/settings';
import { createApp } from './app.ts';
import { createDeps, prepare } from './deps.ts';
import { type ApiEnv, apiEnvSchema } from './env.ts';
import { createHttpServer } from './server.ts';
import { stopServer } from './stop.ts';

tuneCollector();

const EXIT_MS = 500;

async function listen(server: Server, { API_HOST, API_PORT }: ApiEnv): Promise<string> {
  server.listen(API_PORT, API_HOST);
  await once(server, 'listening');
  const { port, address, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

async function run(env: ApiEnv, logger: Logger): Promise<void> {
  const stopping = new AbortController();
  const asked = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
  void asked.then((signal) => {
    logger.info({ signal }, 'stopping');
    stopping.abort();
  });
  const open = createDeps(env, logger, stopping.signal);
  try {
    await prepare(env, open.deps);
  } catch (error) {
    await open.close();
    if (stopping.signal.aborted) return;
    throw error;
  }
  const server = createHttpServer(createApp(open.deps), open.deps.refusals);
  logger.info({ url: await listen(server, env) }, 'ready');
  await asked;
  await stopServer(server, open, logger);
  logger.info('stopped');
  // Something that keeps the process alive (a connection that does not close) must not keep it for long.
  setTimeout(() => process.exit(), EXIT_MS).unref();
}

async function main(): Promise<void> {
  let logger = createLogger({ service: 'api' });
  // Until it has stopped as asked.
  process.exitCode = 1;
  try {
    const env = parseEnv(apiEnvSchema, process.env);
    logger = createLogger({ service: 'api', level: env.LOG_LEVEL });
    await run(env, logger);
    process.exitCode = 0;
  } catch (error) {
    if (isAppError(error)) logger.fatal({ code: error.code, context: error.context }, error.message);
    else logger.fatal({ err: error }, 'the API failed to start');
    // What waits for another server may go on waiting.
    setTimeout(() => process.exit(), EXIT_MS).unref();
  }
}

void main();
