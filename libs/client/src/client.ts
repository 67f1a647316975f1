import createFetchClient, { type FetchResponse, type MaybeOptionalInit, type Middleware } from 'openapi-fetch';
import type { HttpMethod, PathsWithMethod, RequiredKeysOf } from 'openapi-typescript-helpers';
import { newIdempotencyKey } from './idempotency-key.ts';
import { defaultRetry, type OnRetry, type RetryOptions, retryingFetch } from './retry.ts';
import { type paths, postsWithIdempotencyKey } from './schema.ts';
import type { UploadSource } from './upload/types.ts';
import { type UploadedDocument, type UploadOptions, upload } from './upload/upload.ts';
import { type Watched, type WatchKind, type WatchOptions, watch } from './watch.ts';

export interface ClientOptions {
  /** URL of the API, such as `https://sluice.example.org`; '' in a browser on the same origin. */
  readonly baseUrl: string;
  /** A JWT, or a function that returns one for each call; none with a session cookie. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>) | undefined;
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Sent with every call to the API, and never to the storage. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly retry?: Partial<RetryOptions>;
  readonly onRetry?: OnRetry;
}

export interface SendOptions {
  readonly body?: BodyInit | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly signal?: AbortSignal | undefined;
  readonly redirect?: RequestRedirect;
}

type Media = `${string}/${string}`;
type Init<M extends HttpMethod, P extends PathsWithMethod<paths, M>> = MaybeOptionalInit<paths[P], M>;
type InitArgument<I> = RequiredKeysOf<I> extends never ? [I?] : [I];
type Operation<M extends HttpMethod, P extends PathsWithMethod<paths, M>> = paths[P][M] extends infer O extends Record<
  string | number,
  unknown
>
  ? O
  : never;

export interface Answered<T> {
  readonly data: T;
  readonly response: Response;
}

/** A typed call: returns the successful response or throws a SluiceError. */
export type Call<M extends HttpMethod> = <P extends PathsWithMethod<paths, M>, I extends Init<M, P>>(
  path: P,
  ...init: InitArgument<I>
) => Promise<Answered<NonNullable<FetchResponse<Operation<M, P>, I, Media>['data']>>>;

/** The API of Sluice. Every call throws SluiceError unless it succeeds. */
export interface SluiceClient {
  readonly baseUrl: string;
  readonly GET: Call<'get'>;
  readonly POST: Call<'post'>;
  readonly PUT: Call<'put'>;
  readonly PATCH: Call<'patch'>;
  readonly DELETE: Call<'delete'>;
  /** An untyped call for streams, forms and redirects, with the same errors, token and retries. */
  send(method: string, path: string, options?: SendOptions): Promise<Response>;
  /** Follows work until it finishes and returns its final state. */
  watch<K extends WatchKind>(kind: K, id: string, options?: WatchOptions<K>): Promise<Watched[K]['done']>;
  /** Stores a file: skips content the account already has, and resumes an interrupted upload. */
  upload(source: UploadSource, options?: UploadOptions): Promise<UploadedDocument>;
}

/** A client for browsers and Node. Connects on the first call. */
export function createSluiceClient(options: ClientOptions): SluiceClient {
  const baseUrl = options.baseUrl.replace(/(?<!\/)\/+$/, '');
  const fetch = options.fetch ?? ((request: Request) => globalThis.fetch(request));
  const retry = { ...defaultRetry, ...options.retry };

  const ask = async (request: Request): Promise<Response> => {
    for (const [name, value] of Object.entries(options.headers ?? {})) request.headers.set(name, value);
    const token = typeof options.token === 'function' ? await options.token() : options.token;
    if (token) request.headers.set('authorization', `Bearer ${token}`);
    return retryingFetch(request, { fetch, retry, onRetry: options.onRetry });
  };
  const typed = createFetchClient<paths>({ baseUrl, fetch: ask });
  typed.use(withIdempotencyKey);

  const client: SluiceClient = {
    baseUrl,
    GET: typed.GET as unknown as Call<'get'>,
    POST: typed.POST as unknown as Call<'post'>,
    PUT: typed.PUT as unknown as Call<'put'>,
    PATCH: typed.PATCH as unknown as Call<'patch'>,
    DELETE: typed.DELETE as unknown as Call<'delete'>,
    send: (method, path, { query, ...init } = {}) =>
      ask(new Request(`${baseUrl}${path}${queryText(query)}`, { ...withoutUndefined(init), method })),
    watch: (kind, id, watchOptions) => watch(client, kind, id, watchOptions),
    upload: (source, uploadOptions) => upload(client, source, uploadOptions),
  };
  return client;
}

/** Creating POSTs get an idempotency key, so that they can be repeated when the response is lost. */
const withIdempotencyKey: Middleware = {
  onRequest({ request, schemaPath }) {
    const creates = request.method === 'POST' && (postsWithIdempotencyKey as readonly string[]).includes(schemaPath);
    if (creates && !request.headers.has('idempotency-key')) request.headers.set('idempotency-key', newIdempotencyKey());
    return request;
  },
};

const withoutUndefined = ({ signal, ...init }: Omit<SendOptions, 'query'>): RequestInit => ({
  ...init,
  ...(signal ? { signal } : {}),
});

function queryText(query: SendOptions['query'] = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`;
}
