import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { type Role, signToken } from './token.ts';

/** The API that raw calls go to. */
export interface Called {
  readonly api: { readonly url: string };
}

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface Call {
  readonly account?: string;
  readonly role?: Role;
  readonly headers?: Readonly<Record<string, string>>;
  /** A plain object is sent as JSON, anything else as it is. */
  readonly body?: FormData | string | Uint8Array | Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test checks the shape that it expects.
  readonly json: any;
}

/** A plain HTTP request, for tests about bodies, headers and statuses. Does not follow redirects. */
export async function call({ api }: Called, request: string, options: Call = {}): Promise<Answer> {
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

/** A form with a file, and fields before and after the file. */
export function form(
  file: string | Uint8Array | Blob,
  { name = 'rows.csv', type = 'text/csv', before = {}, after = {} }: FormParts = {},
): FormData {
  const data = new FormData();
  for (const [key, value] of Object.entries(before)) data.append(key, value);
  const content =
    file instanceof Blob ? file : new Blob([typeof file === 'string' ? file : new Uint8Array(file)], { type });
  data.append('file', content, name);
  for (const [key, value] of Object.entries(after)) data.append(key, value);
  return data;
}

/** The body of a successful response. @throws Error with the status and text of any other */
export async function bytesOf(response: Response): Promise<Buffer> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

interface FormParts {
  readonly name?: string;
  readonly type?: string;
  readonly before?: Readonly<Record<string, string>>;
  readonly after?: Readonly<Record<string, string>>;
}

/** Every item of a list, read page by page by its cursors. */
export async function walk(suite: Called, path: string, limit: number, account: string): Promise<Answer['json'][]> {
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
