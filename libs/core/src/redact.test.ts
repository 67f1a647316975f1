import { describe, expect, it } from 'vitest';
import { createLogger, type Logger, withTrace } from './logger.ts';
import { redact, redactStart, redactText } from './redact.ts';

const signed =
  'https://s3.example.com/bucket/prod/documents/acme/1?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAEXAMPLE%2F20261101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261101T000000Z&X-Amz-Signature=5f3c0ffee5f3c0ffee&X-Amz-Security-Token=Zm9vYmFy';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJhY2NvdW50X2lkIjoiYWNtZSJ9.c2lnbmF0dXJl';
const secrets = ['5f3c0ffee', 'AKIAEXAMPLE', 'Zm9vYmFy', 'c2lnbmF0dXJl', 'hunter2', 'dXNlcjpwYXNz'];
const texts = [
  `PUT ${signed} failed`,
  JSON.stringify({ url: signed }),
  encodeURIComponent(signed),
  `Authorization: Bearer ${jwt}`,
  `token ${jwt}.`,
  `id-${jwt}`,
  `/bearer/${jwt}`,
  'eyJ.eyJ.eyJhbGciOiJIUzI1NiJ9.eyJhY2NvdW50X2lkIjoiYWNtZSJ9.c2lnbmF0dXJl',
  'authorization: basic dXNlcjpwYXNz',
  'connect mysql://sluice:hunter2@127.0.0.1:3306/sluice and redis://:hunter2@localhost',
];

describe('redactText', () => {
  it.each(texts)('removes the secret from %j', (text) => {
    const clean = redactText(text);
    for (const secret of secrets) expect(clean).not.toContain(secret);
    expect(clean).toContain('[redacted]');
  });

  it.each([
    'a row failed: name is required (row 7)',
    'https://s3.example.com/bucket/key?X-Amz-Expires=900',
    'mail to user@example.com about http://host:8080/path@2x',
    'Error: no bearer of news, nor a basic functionality\n    at file:///srv/apps/api/dist/main.js:3:5',
  ])('leaves %j unchanged', (text) => expect(redactText(text)).toBe(text));

  it('keeps the harmless parts of a signed URL', () => {
    expect(redactText(signed)).toContain('/prod/documents/acme/1?X-Amz-Algorithm=AWS4-HMAC-SHA256&');
  });
});

describe('redactStart', () => {
  it('removes a secret that is cut off by the end', () => {
    expect(redactStart(`${'x'.repeat(90)} ${jwt}`, 100)).toBe(`${'x'.repeat(90)} [redacted`);
    expect(redactStart(`mysql://sluice:hunter2@host/${'x'.repeat(1_000_000)}`, 22)).toBe(
      'mysql://sluice:[redacted]@host'.slice(0, 22),
    );
  });
});

describe('redact', () => {
  it('removes secrets by property name and by pattern, at any depth', () => {
    const clean = JSON.stringify(
      redact({
        url: signed,
        request: { headers: [{ Authorization: 'x-hunter2', 'set-cookie': 'hunter2' }], secret_access_key: 'hunter2' },
        cause: new Error(`GET ${signed}`),
        kept: { attempts: 3, at: new Date(0), size: 10n, bytes: Buffer.from('hunter2') },
      }),
    );
    for (const secret of secrets) expect(clean).not.toContain(secret);
    expect(JSON.parse(clean).kept).toEqual({
      attempts: 3,
      at: '1970-01-01T00:00:00.000Z',
      size: '10',
      bytes: '[7 bytes]',
    });
  });

  it('shortens long texts and lists', () => {
    const copy = redact({ text: 'x'.repeat(1_000_000), list: Array.from({ length: 10_000 }, () => 'y') });
    expect(JSON.stringify(copy).length).toBeLessThan(10_000);
  });

  it('copes with an object that contains itself', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(() => JSON.stringify(redact(loop))).not.toThrow();
  });
});

it('keeps secrets out of messages, errors and nested properties of log lines', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'test', destination });
  for (const text of texts)
    logger.error({ err: new Error(text), deep: { a: { b: { c: { password: 'x', text } } } } }, text);
  for (const secret of secrets) expect(lines.join('')).not.toContain(secret);
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  expect(lines).toHaveLength(texts.length);
});

describe('log lines', () => {
  const lineOf = (log: (logger: Logger) => void): Record<string, unknown> => {
    const lines: string[] = [];
    log(createLogger({ service: 'test', destination: { write: (line) => void lines.push(line) } }));
    return JSON.parse(lines.join(''));
  };
  const nested = (levels: number, inner: object): object => (levels > 1 ? { in: nested(levels - 1, inner) } : inner);
  const error = Object.assign(new Error('refused', { cause: new Error('socket') }), {
    code: 'EACCES',
    config: { headers: { Authorization: 'hunter2' } },
  });

  it.each<[string, (logger: Logger) => void]>([
    ['a property', (logger) => logger.info({ password: 'hunter2', kept: 1 }, 'text')],
    ['a property of the fifth level', (logger) => logger.info({ kept: 1, a: { b: [{ c: { jwt: 'hunter2' } }] } })],
    [
      'another spelling',
      (logger) => logger.info({ kept: 1, headers: { 'Set-Cookie': 'hunter2', api_key: 'hunter2' } }),
    ],
    ['a property of an error', (logger) => logger.warn({ kept: 1, err: error })],
    ['an error alone', (logger) => logger.warn(error)],
    ['a property of an error that another has', (logger) => logger.warn({ kept: 1, context: { cause: error } })],
    [
      'a property of an instance',
      (logger) =>
        logger.warn({
          request: new (class {
            token = 'hunter2';
          })(),
        }),
    ],
    ['a property of the twelfth level', (logger) => logger.warn({ token: 1, deep: nested(12, { token: 'hunter2' }) })],
    ['a binding', (logger) => withTrace(logger, 't', { kept: 1, token: 'hunter2' }).info('text')],
  ])('do not contain %s with a secret name', (_, log) => {
    expect(JSON.stringify(lineOf(log))).toMatch(/^(?!.*hunter2).*\[redacted\]/);
  });

  it('keep everything else as it is', () => {
    const fields = { list: [1, { a: 'b' }], at: new Date(0), none: null, error_code: 'X', tokens: 3 };
    expect(lineOf((logger) => withTrace(logger, 't', { job_id: '1' }).info(fields, 'text'))).toMatchObject({
      ...{ level: 30, service: 'test', trace_id: 't', job_id: '1', msg: 'text' },
      ...{ list: [1, { a: 'b' }], at: '1970-01-01T00:00:00.000Z', none: null, error_code: 'X', tokens: 3 },
    });
    expect(lineOf((logger) => logger.error({ err: error }))).toMatchObject({
      msg: 'refused',
      err: { type: 'Error', message: 'refused: socket', code: 'EACCES', stack: expect.stringContaining('caused by') },
    });
  });

  it.each(['text', 7, null, { code: 'X' }])('keep what was thrown instead of an error: %j', (err) => {
    expect(lineOf((logger) => logger.warn({ err }))).toMatchObject({ err });
  });

  it('say nothing of a secret that is not there', () => {
    expect(lineOf((logger) => logger.info({ token: undefined, kept: 1 }))).not.toHaveProperty('token');
  });

  it('leave the logged object unchanged', () => {
    const fields = { a: { password: 'hunter2' } };
    lineOf((logger) => logger.info(fields));
    expect(fields).toEqual({ a: { password: 'hunter2' } });
  });

  it('are written of an object that contains itself', () => {
    const loop: Record<string, unknown> = { secret: 'hunter2' };
    loop.self = loop;
    expect(JSON.stringify(lineOf((logger) => logger.info({ loop })))).toContain('[redacted]');
  });
});
