import { createHash } from 'node:crypto';
import type { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Api, createStack, type Role, type Stack, signToken, startApi } from '../harness/index.ts';

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface ApiSuite {
  readonly stack: Stack;
  readonly api: Api;
}

/** An API process on a stack of its own for the suite that calls this. */
export function useApi(env: Readonly<Record<string, string>> = {}): ApiSuite {
  let stack: Stack | undefined;
  let api: Api | undefined;
  beforeAll(async () => {
    stack = await createStack();
    api = await startApi({ ...stack, env });
  });
  afterAll(async () => {
    await api?.stop();
    await stack?.close();
  });
  const present = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the suite has not begun');
    return value;
  };
  return {
    get stack() {
      return present(stack);
    },
    get api() {
      return present(api);
    },
  };
}

/** The rows of a query, for looking behind the API. */
export async function rows<T extends Record<string, unknown>>(
  { db }: Stack,
  query: ReturnType<typeof sql>,
): Promise<T[]> {
  const [found] = await db.execute(query);
  return found as unknown as T[];
}

/** What lies in the suite's part of the bucket. */
export async function objects({ storage }: Stack): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(`${storage.env}/`)) keys.push(key);
  return keys;
}

export interface Call {
  readonly account?: string;
  readonly role?: Role;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, anything else as it is. */
  readonly body?: FormData | string | Uint8Array | Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it is what it checks.
  readonly json: any;
}

/** Any call; redirects are not followed. */
export async function call({ api }: ApiSuite, request: string, options: Call = {}): Promise<Answer> {
  const [method = 'GET', path = '/'] = request.split(' ');
  const { account = 'acme', role = 'member', headers = {}, body } = options;
  const isPlain = typeof body === 'object' && !(body instanceof FormData) && !(body instanceof Uint8Array);
  const response = await fetch(new URL(path, api.url), {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${await signToken(account, role)}`,
      ...(isPlain ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { body: (isPlain ? JSON.stringify(body) : body) as NonNullable<RequestInit['body']> }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text ? JSON.parse(text) : undefined,
  };
}

/** A form with a file, and fields before and after it. */
export function form(
  file: string | Uint8Array,
  { name = 'rows.csv', type = 'text/csv', before = {}, after = {} }: FormParts = {},
): FormData {
  const data = new FormData();
  for (const [key, value] of Object.entries(before)) data.append(key, value);
  data.append('file', new Blob([typeof file === 'string' ? file : new Uint8Array(file)], { type }), name);
  for (const [key, value] of Object.entries(after)) data.append(key, value);
  return data;
}

interface FormParts {
  readonly name?: string;
  readonly type?: string;
  readonly before?: Readonly<Record<string, string>>;
  readonly after?: Readonly<Record<string, string>>;
}

/** Tries again until `ask` answers something; for what happens beside the request that caused it. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>, timeoutMs = 20_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Every item of a list, walked page by page with its cursors. */
export async function walk(suite: ApiSuite, path: string, limit: number, account: string): Promise<Answer['json'][]> {
  const items = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const separator: string = path.includes('?') ? '&' : '?';
    const query: string = `limit=${limit}${cursor && `&cursor=${cursor}`}`;
    const page: Answer = await call(suite, `GET ${path}${separator}${query}`, { account });
    expect(page.status, page.text).toBe(200);
    expect(page.json.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.json.items);
    cursor = page.json.next_cursor;
  }
  return items;
}
