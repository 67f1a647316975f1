import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { AppError } from '@sluice/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readForm } from './multipart.ts';
import { isJson, readBody } from './read-body.ts';

const LIMIT = 1_000;
type Outcome = { fields: Record<string, string>; file: unknown } | { code: string; fields: string[] };

/** A server that returns the result of `readForm` for each request. */
let server: Server;
let port: number;
/** Receive the outcome of requests whose client does not wait for the response. */
let outcomes: ((outcome: Outcome) => void)[] = [];
let receive: (content: AsyncIterable<Uint8Array>) => Promise<unknown>;

const hashOf = async (content: AsyncIterable<Uint8Array>): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk);
  return hash.digest('hex');
};

async function outcomeOf(incoming: IncomingMessage): Promise<Outcome> {
  try {
    if (isJson(incoming) && incoming.url === '/late')
      return { fields: {}, file: (await readBody(incoming)).toString() };
    const { fields, file } = await readForm(incoming, {
      maxFileBytes: LIMIT,
      onFile: async ({ content, fileName, contentType }, before) => {
        return { fileName, contentType, before: [...before.keys()], hash: await receive(content) };
      },
    });
    return { fields: Object.fromEntries(fields), file: file ?? null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, fields: error.fields.map(({ field }) => field) };
  }
}

beforeAll(async () => {
  receive = hashOf;
  server = createServer(async (incoming, outgoing) => {
    if (incoming.url === '/late') await new Promise<void>((resolve) => incoming.once('close', resolve));
    const outcome = await outcomeOf(incoming);
    for (const resolve of outcomes.splice(0)) resolve(outcome);
    incoming.resume();
    outgoing.end(JSON.stringify(outcome));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

const part = (head: string, body: string): string =>
  `--B\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
const field = (name: string, value: string): string => part(`name="${name}"`, value);
const file = (body: string, name = 'file', fileName = 'a.csv'): string =>
  part(`name="${name}"; filename="${fileName}"\r\nContent-Type: text/csv`, body);
const END = '--B--\r\n';

function send(body: string, headers: Record<string, string | number> = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const sent = { 'content-type': 'multipart/form-data; boundary=B', ...headers };
    const call = request({ port, host: '127.0.0.1', method: 'POST', headers: sent }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      resolve(JSON.parse(text));
    });
    call.on('error', reject).end(body);
  });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a form', () => {
  it('may have fields and file in any order', async () => {
    const expected = { fields: { a: '1', b: 'zwei' }, file: { fileName: 'a.csv', hash: sha256('x,y') } };
    expect(await send(field('a', '1') + file('x,y') + field('b', 'zwei') + END)).toMatchObject({
      ...expected,
      file: { ...expected.file, before: ['a'] },
    });
    expect(await send(file('x,y') + field('a', '1') + field('b', 'zwei') + END)).toMatchObject(expected);
  });

  it('has a UTF-8 file name, without its path', async () => {
    const outcome = await send(file('x', 'file', 'C:\\Büro\\Übersicht 🎉.csv') + END);
    expect(outcome).toMatchObject({ file: { fileName: 'Übersicht 🎉.csv', contentType: 'text/csv' } });
  });

  it('may have no file', async () => {
    expect(await send(field('a', '1') + END)).toEqual({ fields: { a: '1' }, file: null });
    expect(await send(END)).toEqual({ fields: {}, file: null });
  });

  it('may have a file of exactly the limit, and not a byte more', async () => {
    expect(await send(file('x'.repeat(LIMIT)) + END)).toMatchObject({ file: { hash: sha256('x'.repeat(LIMIT)) } });
    expect(await send(file('x'.repeat(LIMIT + 1)) + END)).toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(await send(file('x'.repeat(LIMIT * 50)) + END)).toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it('is refused by its Content-Length if that is far too large', async () => {
    const body = file('x'.repeat(3_000_000)) + END;
    expect(await send(body, { 'content-length': body.length })).toMatchObject({ code: 'FILE_TOO_LARGE' });
  });
});

describe('a body that is not a form', () => {
  it.each<[string, string, Record<string, string>, string, string[]]>([
    ['JSON', '{}', { 'content-type': 'application/json' }, 'UNSUPPORTED_MEDIA_TYPE', []],
    ['urlencoded', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 'UNSUPPORTED_MEDIA_TYPE', []],
    ['no type', 'a', { 'content-type': '' }, 'UNSUPPORTED_MEDIA_TYPE', []],
    ['multipart/mixed', 'a', { 'content-type': 'multipart/mixed; boundary=B' }, 'UNSUPPORTED_MEDIA_TYPE', []],
    ['no boundary', 'a', { 'content-type': 'multipart/form-data' }, 'MALFORMED_REQUEST', []],
    [
      'another boundary',
      file('x') + END,
      { 'content-type': 'multipart/form-data; boundary=C' },
      'MALFORMED_REQUEST',
      [],
    ],
    ['an empty body', '', {}, 'MALFORMED_REQUEST', []],
    ['no end', file('x'), {}, 'MALFORMED_REQUEST', []],
    [
      'a body that ends in the middle of the file',
      '--B\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nxx',
      {},
      'MALFORMED_REQUEST',
      [],
    ],
    ['a broken part header', '--B\r\nContent Disposition\r\n\r\nx\r\n--B--\r\n', {}, 'MALFORMED_REQUEST', []],
    ['a file in another field', file('x', 'upload') + END, {}, 'VALIDATION_FAILED', ['upload']],
    ['two files', file('x') + file('y') + END, {}, 'VALIDATION_FAILED', ['file']],
    ['a file sent as text', field('file', 'x') + END, {}, 'VALIDATION_FAILED', ['file']],
    ['a field twice', field('a', '1') + field('a', '2') + END, {}, 'VALIDATION_FAILED', ['a']],
    ['a field of 2 MiB', field('a', 'x'.repeat(2 ** 21)) + END, {}, 'BODY_TOO_LARGE', []],
    [
      'two fields of 600 kB',
      field('a', 'x'.repeat(600_000)) + field('b', 'x'.repeat(600_000)) + END,
      { 'transfer-encoding': 'chunked' },
      'BODY_TOO_LARGE',
      [],
    ],
    ['60 fields', [...Array(60).keys()].map((n) => field(`f${n}`, '')).join('') + END, {}, 'MALFORMED_REQUEST', []],
  ])('is refused: %s', async (_what, body, headers, code, fields) => {
    // Sent in chunks, without Content-Length.
    expect(await send(body, { 'transfer-encoding': 'chunked', ...headers })).toEqual({ code, fields });
  });
});

describe('a receiver that fails', () => {
  it('ends the request with the error of its receiver before the body is complete', async () => {
    receive = async (content) => {
      for await (const _chunk of content) throw new AppError('STORAGE_UNAVAILABLE', 'down');
    };
    try {
      expect(await send(file('x'.repeat(900)) + field('a', 'x'.repeat(500_000)) + END)).toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
      });
    } finally {
      receive = hashOf;
    }
  });
});

describe('a client that disconnects', () => {
  it('gives the receiver an incomplete upload before the request fails', async () => {
    let received: unknown;
    receive = async (content) => {
      try {
        return await hashOf(content);
      } catch (error) {
        received = error;
        throw error;
      }
    };
    try {
      const outcome = new Promise<Outcome>((resolve) => outcomes.push(resolve));
      const arrived = new Promise<void>((resolve) => server.once('request', () => resolve()));
      const socket = connect(port, '127.0.0.1');
      const body = '--B\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf of it';
      socket.write(
        `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 900\r\n\r\n${body}`,
      );
      await arrived;
      socket.destroy();
      expect(await outcome).toEqual({ code: 'UPLOAD_INCOMPLETE', fields: [] });
      expect(received).toMatchObject({ code: 'UPLOAD_INCOMPLETE' });
    } finally {
      receive = hashOf;
      outcomes = [];
    }
  });

  const half = '--B\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf of it';
  it.each([
    ['half of a form', 'multipart/form-data; boundary=B', half, 900],
    ['a whole form', 'multipart/form-data; boundary=B', file('x') + END, undefined],
    ['half of a JSON object', 'application/json', '{"a":', 900],
    ['a whole JSON object', 'application/json', '{"a": 1}', undefined],
  ])('before its body is read has sent nothing: %s', async (_, type, body, length = body.length) => {
    const outcome = new Promise<Outcome>((resolve) => outcomes.push(resolve));
    const arrived = once(server, 'request');
    const socket = connect(port, '127.0.0.1');
    const head = `POST /late HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;
    socket.write(head + body);
    await arrived;
    socket.destroy();
    expect(await outcome).toEqual({ code: 'UPLOAD_INCOMPLETE', fields: [] });
  });
});
