import { SignJWT } from 'jose';
import { type Child, type LogLine, startChild } from './child.ts';
import { type Client, createClient } from './client.ts';

export type Role = 'viewer' | 'member' | 'operator';

export const JWT_SECRET = 'a-secret-of-the-tests-that-is-long-enough';

export interface ApiOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  readonly storageEnv: Readonly<Record<string, string>>;
  /** Further variables, such as MAX_UPLOAD_BYTES; those named above win. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of node itself, such as --max-old-space-size. */
  readonly nodeArgs?: readonly string[];
}

/** A running API process. */
export interface Api extends Child {
  readonly url: string;
  token(account: string, role?: Role): Promise<string>;
  /** A client with a token of its own. */
  client(account: string, role?: Role, importer?: string): Promise<Client>;
  /** SIGTERM, and SIGKILL if that has not ended it within 15 s. Answers its exit code. */
  stop(): Promise<number | null>;
}

/** A token as the test API accepts it, good for an hour. */
export const signToken = (account: string, role: Role = 'member'): Promise<string> =>
  new SignJWT({ account_id: account, role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(`${role}@${account}`)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(JWT_SECRET));

/** Suites make thousands of requests a minute; those of the limits set their own. */
const unlimited = {
  RATE_LIMIT_REQUESTS: '0',
  RATE_LIMIT_UPLOADS: '0',
  RATE_LIMIT_JOBS: '0',
  RATE_LIMIT_FAILED_AUTH: '0',
};

/** Starts the built API as a process of its own on a free port, and does not wait for it. */
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
      ...options.env,
      DATABASE_URL: options.databaseUrl,
      REDIS_URL: options.redisUrl,
      REDIS_PREFIX: options.redisPrefix,
      ...options.storageEnv,
    },
    options.nodeArgs,
  );

/** The same, once it is ready. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const child = launchApi(options);
  const ready = await child.waitForLine((line: LogLine) => line.msg === 'ready', 60_000);
  const url = String(ready.url);
  return {
    ...child,
    url,
    token: signToken,
    client: async (account, role, importer = 'assets') =>
      createClient({ url, token: await signToken(account, role), importer }),
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      const { code } = await child.exited;
      clearTimeout(timer);
      return code;
    },
  };
}
