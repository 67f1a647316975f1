// @ts-check
import { describe, expect, it } from 'vitest';
import { refusal } from './storage/api.mjs';
import { drainEnd, stateOf } from './storage/drain.mjs';
import { parseSize, showSize } from './storage/size.mjs';
import { serverTable } from './storage/table.mjs';
import { newServer, readArguments } from './storage.mjs';

/** @type {import('./storage/api.mjs').Server} */
const server = {
  ...{ server_id: '1', name: 'north', endpoint: 'http://10.0.0.7:8333', bucket: 'sluice', status: 'active' },
  ...{ healthy: true, last_error: null, used_space: 1536, available_space: null, chunks: 12, ring_share: 0.3333 },
  drain: null,
};

describe('arguments', () => {
  it('are a command, a name and its options', () => {
    expect(readArguments(['list', '--json'])).toMatchObject({ command: 'list', values: { json: true } });
    expect(readArguments(['drain', 'north', '--no-wait'])).toMatchObject({ command: 'drain', name: 'north' });
    expect(readArguments(['--help']).command).toBe('help');
  });

  it.each([
    [[], 'Say what to do'],
    [['prune'], 'There is no command prune'],
    [['toString'], 'There is no command toString'],
    [['drain'], 'drain needs the name'],
    [['list', 'north'], 'north: one thing too many'],
    [['drain', 'a', 'b'], 'b: one thing too many'],
    [['drain', 'a', '--bucket', 'b'], '--bucket belongs to add'],
    [['add', 'a', '--no-wait'], '--no-wait belongs to drain'],
    [['list', '--verbose'], 'verbose'],
  ])('%j are refused', (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });

  it('of add become what the API takes', () => {
    expect(newServer('a', { bucket: 'b' })).toEqual({ name: 'a', endpoint: null, bucket: 'b' });
    const all = {
      bucket: 'b',
      endpoint: 'http://x',
      'public-endpoint': 'http://y',
      region: 'r',
      credentials: 'c',
      capacity: '2KiB',
    };
    expect(newServer('a', all)).toEqual({
      ...{ name: 'a', endpoint: 'http://x', public_endpoint: 'http://y', region: 'r', bucket: 'b' },
      ...{ credentials_ref: 'c', capacity_bytes: 2048 },
    });
    expect(() => newServer('a', {})).toThrow('--bucket');
  });
});

describe('sizes', () => {
  it.each(
    /** @type {[string, number][]} */ ([
      ['1', 1],
      ['10 kB', 10_000],
      ['1.5KiB', 1536],
      ['500GiB', 500 * 2 ** 30],
      ['2TB', 2e12],
      ['3m', 3e6],
    ]),
  )('%s is %d bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(['', '0', '-1', 'GiB', '5iB', '1 stone', '1e9', '9999999PB'])('%j is none', (text) => {
    expect(() => parseSize(text)).toThrow('is no size');
  });

  it('are shown short', () => {
    expect([0, 1023, 1536, 2 ** 30 * 250, 2 ** 60].map(showSize)).toEqual([
      '0 B',
      '1023 B',
      '1.5 KiB',
      '250 GiB',
      '1024 PiB',
    ]);
  });
});

describe('the table', () => {
  it('has a line for each server, in columns, and what is to be known below', () => {
    const drained = { total: 9, moved: 3, percent: 33.33, error: 'no room' };
    const other = {
      ...server,
      name: 'a',
      endpoint: null,
      status: 'maintenance',
      healthy: false,
      last_error: 'gone',
      drain: drained,
    };
    expect(serverTable([server, other]).split('\n')).toEqual([
      'NAME   STATUS       HEALTH  CHUNKS     USED      FREE    RING  WHERE',
      'north  active       ok          12  1.5 KiB  no limit  33.3 %  http://10.0.0.7:8333 sluice',
      'a      maintenance  stale       12  1.5 KiB  no limit  33.3 %  S3_ENDPOINT sluice',
      '',
      'a: gone',
      'a: 3 of 9 chunks have moved',
      'a: no room',
      '',
    ]);
    expect(serverTable([])).toBe('There is no storage server.\n');
  });
});

describe('draining', () => {
  const drain = { total: 10, moved: 6, percent: 60, error: null };

  it('is told with pace and time left, counted from when the watching began', () => {
    expect(stateOf({ ...server, drain }, 2, 2)).toEqual({ done: 6, total: 10, rate: 2, eta: 2 });
    expect(stateOf({ ...server, drain }, 6, 2)).toEqual({ done: 6, total: 10, rate: null, eta: null });
    expect(stateOf({ ...server, drain: { ...drain, error: 'full' } }, 6, 2)).toMatchObject({ note: 'full' });
  });

  it('ends well only when all has moved', () => {
    const end = (/** @type {Partial<typeof server>} */ now) => drainEnd({ ...server, drain, ...now });
    expect(end({ status: 'inactive' })).toMatchObject({ code: 0, text: expect.stringContaining('is empty') });
    expect(end({ status: 'inactive', drain: { ...drain, error: '2 lost' } })).toMatchObject({
      code: 1,
      text: expect.stringContaining('2 lost'),
    });
    expect(end({ status: 'active' })).toMatchObject({ code: 1 });
    expect(end({ status: 'maintenance' })).toMatchObject({ code: 0 });
  });
});

describe('refusals', () => {
  it('are told in the words of the API, each once', () => {
    const fields = [
      { field: 'name', message: 'too long' },
      { field: 'endpoint', message: 'same' },
    ];
    expect(refusal(422, JSON.stringify({ title: 'Validation failed', detail: 'same', fields }))).toBe(
      'Validation failed: same\n  name: too long',
    );
    expect(refusal(403, JSON.stringify({ title: 'Not allowed', detail: 'no' }))).toContain('SLUICE_TOKEN');
    expect(refusal(502, '<html>')).toBe('The API answered 502: <html>');
  });
});
