import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Logger } from '@sluice/core';
import { guardedLookup } from './endpoints.ts';
import type { StorageConfig } from './env.ts';
import { retryStrategy } from './retry.ts';

/** Three clients of one bucket: `work` with retries, `once` with a single attempt, `presigner` for signing URLs. */
export interface Clients {
  readonly work: S3Client;
  readonly once: S3Client;
  readonly presigner: S3Client;
}

/** Only the SDK's warnings, such as exhausted sockets; its other logs repeat every request and error. */
function sdkLogger(logger: Logger): NonNullable<S3ClientConfig['logger']> {
  const silent = () => {};
  const warn = (...words: unknown[]) => {
    if (typeof words[0] === 'string') logger.warn({ sdk: words[0] }, 'aws sdk');
  };
  return { trace: silent, debug: silent, info: silent, warn, error: silent };
}

/**
 * Checksums only where required: every part travels as one Buffer of known length whose SHA-256 is in the signature, so
 * a CRC32 would hash it once more. No `Expect: 100-continue`: it costs a round trip and a fresh connection per part.
 */
export function createClients(config: StorageConfig, logger: Logger): Clients {
  const lookup = config.isGuarded ? { lookup: guardedLookup } : {};
  const agent = { keepAlive: true, maxSockets: config.maxSockets, ...lookup };
  const common: S3ClientConfig = {
    region: config.region,
    forcePathStyle: config.forcePathStyle,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    expectContinueHeader: false,
    logger: sdkLogger(logger),
    ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint }),
    ...(config.credentials === undefined ? {} : { credentials: config.credentials }),
  };
  const backoff = { attempts: config.maxAttempts, baseMs: config.retryBaseMs, capMs: config.retryCapMs };
  const work = new S3Client({
    ...common,
    maxAttempts: backoff.attempts,
    retryStrategy: retryStrategy(backoff),
    requestHandler: {
      connectionTimeout: config.connectTimeoutMs,
      socketTimeout: config.requestTimeoutMs,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
  // All three share one credential lookup, and the two that connect share one agent.
  const { requestHandler, credentials } = work.config;
  const shared: S3ClientConfig = { ...common, credentials };
  const publicEndpoint = config.publicEndpoint ?? config.endpoint;
  return {
    work,
    once: new S3Client({ ...shared, requestHandler, maxAttempts: 1 }),
    presigner: new S3Client({ ...shared, ...(publicEndpoint === undefined ? {} : { endpoint: publicEndpoint }) }),
  };
}
