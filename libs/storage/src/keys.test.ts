import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artifactKey, chunkKey, documentKey, sanitizeFileName } from './keys.ts';

/** Any text, with troublesome characters more often than chance would produce them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom(
      '.',
      '/',
      '\\',
      '\0',
      '\r',
      '\n',
      ' ',
      '-',
      '_',
      'A',
      'é',
      '℀',
      '‥',
      '…',
      'İ',
      '\ud800',
      '😀',
    ),
    maxLength: 400,
  }),
);
const anyDate = fc.date({ noInvalidDate: true });

function expectSafeComponent(text: string): void {
  expect(text).not.toBe('');
  expect(text).not.toMatch(/[/\\\p{Cc}\p{Surrogate}\s]/u);
  expect(text).not.toMatch(/^\.+$/);
  expect(text).not.toContain('..');
  expect(text).toBe(text.toLowerCase());
}

const expectSafeKey = (key: string, components: number) => {
  const parts = key.split('/');
  expect(parts).toHaveLength(components);
  parts.forEach(expectSafeComponent);
  expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1_024);
};

describe('sanitizeFileName', () => {
  it('returns a safe component of at most 200 bytes for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = sanitizeFileName(text);
        expectSafeComponent(name);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      }),
      runs(),
    );
  });

  it('is idempotent for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = sanitizeFileName(text);
        expect(sanitizeFileName(name)).toBe(name);
      }),
      runs(),
    );
  });

  it.each([
    ['Assets 2024 (final).CSV', 'assets-2024-final.csv'],
    ['../../etc/passwd', 'etc-passwd'],
    ['..', 'file'],
    ['', 'file'],
    ['   ', 'file'],
    ['a\0b\r\nc.csv', 'a-b-c.csv'],
    ['C:\\Users\\x\\data.xlsx', 'c-users-x-data.xlsx'],
    ['données été.csv', 'données-été.csv'],
    ['日本語.csv', '日本語.csv'],
    ['😀.csv', 'csv'],
    ['℀.csv', 'a-c.csv'],
    ['.hidden', 'hidden'],
  ])('turns %j into %s', (given, expected) => {
    expect(sanitizeFileName(given)).toBe(expected);
  });

  it('is idempotent wherever a long name is shortened', () => {
    const anyPart = fc.string({ unit: fc.constantFrom('-', '_', '.', 'x', 'é', '日'), minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 150, max: 200 }), anyPart, (length, part) => {
        const name = sanitizeFileName(`${'x'.repeat(length)}${part}${'y'.repeat(60)}.csv`);
        expect(sanitizeFileName(name)).toBe(name);
      }),
      runs(2_000),
    );
  });

  it('keeps the extension of long names, and keeps different ones different', () => {
    const [one, two] = [`${'x'.repeat(300)}1.csv`, `${'x'.repeat(300)}2.csv`].map(sanitizeFileName);
    expect(one).toMatch(/^x+-[0-9a-f]{8}\.csv$/);
    expect(one).not.toBe(two);
  });
});

describe('artifactKey', () => {
  it('is {env}/{tool}/{owner}/{timestamp}_{file name}', () => {
    const createdAt = new Date('2026-11-21T22:07:10.123Z');
    const name = { env: 'Dev', tool: 'Assets', ownerId: '0193-AB', createdAt, fileName: 'Result File.csv' };
    expect(artifactKey(name)).toBe('dev/assets/0193-ab/20261121t220710123z_result-file.csv');
  });

  it('is safe, bounded and deterministic for any input', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyDate, anyText, (env, tool, ownerId, createdAt, fileName) => {
        const name = { env, tool, ownerId, createdAt, fileName };
        expectSafeKey(artifactKey(name), 4);
        expect(artifactKey(name)).toBe(artifactKey({ ...name, createdAt: new Date(createdAt) }));
      }),
      runs(),
    );
  });
});

describe('documentKey', () => {
  it('is {env}/documents/{account}/{document}', () => {
    expect(documentKey('dev', 'Account 7', '0193-ab')).toBe('dev/documents/account-7/0193-ab');
  });

  it('is safe and bounded for any input', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (env, account, id) => expectSafeKey(documentKey(env, account, id), 4)),
      runs(),
    );
  });

  it('does not change when it is built from its own components', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (env, account, id) => {
        const key = documentKey(env, account, id);
        const [again = '', , ...rest] = key.split('/');
        expect(documentKey(again, rest[0] ?? '', rest[1] ?? '')).toBe(key);
      }),
      runs(),
    );
  });
});

describe('chunkKey', () => {
  const name = { env: 'Dev', accountId: '../Account 7', docId: '0193-ab', sessionId: '0193-CD', chunkNumber: 5 };

  it('is {env}/chunks/{account}/{document}/{session}/{number}', () => {
    expect(chunkKey(name)).toBe('dev/chunks/account-7/0193-ab/0193-cd/5');
  });

  it('is safe and bounded for any input, and does not change when built from its own components', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, fc.nat(5), (env, accountId, docId, sessionId, chunkNumber) => {
        const key = chunkKey({ env, accountId, docId, sessionId, chunkNumber });
        expectSafeKey(key, 6);
        const [one = '', , two = '', three = '', four = ''] = key.split('/');
        expect(chunkKey({ env: one, accountId: two, docId: three, sessionId: four, chunkNumber })).toBe(key);
      }),
      runs(),
    );
  });

  it('keeps very long components distinct', () => {
    const long = (last: string) => chunkKey({ ...name, accountId: `${'日'.repeat(500)}${last}` });
    expect(Buffer.byteLength(long('1'))).toBeLessThanOrEqual(1_024);
    expect(long('1')).not.toBe(long('2'));
  });
});
