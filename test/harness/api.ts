import { type Child, type LogLine, startChild } from './child.ts';
import { type Client, createClient } from './client.ts';
import { JWT_SECRET, type Role, signToken } from './token.ts';

export interface ApiOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  readonly storageEnv: Readonly<Record<string, string>>;
  /** Further variables, such as MAX_UPLOAD_BYTES; they do not override those above. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of node itself, such as --max-old-space-size. */
  readonly nodeArgs?: readonly string[];
}

/** A running API process. */
export interface Api extends Child {
  readonly url: string;
  token(account: string, role?: Role): Promise<string>;
  /** A client with its own token; its `imports` use `importer`, by default `assets`. */
  client(account: string, role?: Role, importer?: string): Promise<Client>;
}

/** Suites send thousands of requests a minute; those that test rate limits set their own. */
const unlimited = {
  RATE_LIMIT_REQUESTS: '0',
  RATE_LIMIT_UPLOADS: '0',
  RATE_LIMIT_JOBS: '0',
  RATE_LIMIT_FAILED_AUTH: '0',
};

/** Callers wait as long as a busy machine needs; those that test how long they wait set their own. */
export const patience = { PREVIEW_WAIT_MS: '120000', SYNC_ANALYSIS_WAIT_MS: '120000' };

/** Starts the built API as its own process on a free port, without waiting for it. */
export const launchApi = (options: ApiOptions): Child =>
  startChild(
    'api',
    {
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      API_HOST: '127.0.0.1',
      API_PORT: '0',
      JWT_SECRET,
      ...unlimited,
      ...patience,
      ...options.env,
      DATABASE_URL: options.databaseUrl,
      REDIS_URL: options.redisUrl,
      REDIS_PREFIX: options.redisPrefix,
      ...options.storageEnv,
    },
    options.nodeArgs,
  );

/** Starts the API and waits until it is ready. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const child = launchApi(options);
  const ready = await child.waitForLine((line: LogLine) => line.msg === 'ready');
  const url = String(ready.url);
  return {
    ...child,
    url,
    token: signToken,
    client: async (account, role, importer) => createClient({ url, token: await signToken(account, role), importer }),
  };
}
