import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition } from './disposition.ts';

/** The grammar of RFC 6266 and RFC 5987, as far as this header uses it. */
const GRAMMAR =
  /^attachment; filename="([\x20\x21\x23-\x5b\x5d-\x7e]*)"; filename\*=UTF-8''((?:[A-Za-z0-9!#$&+\-.^_`|~]|%[0-9A-F]{2})+)$/;

describe('contentDisposition', () => {
  it('follows the grammar for any file name, and preserves names without unsafe characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (fileName) => {
        const [, , encoded = ''] = GRAMMAR.exec(contentDisposition(fileName)) ?? expect.fail(fileName);
        const plain = !/[\p{C}\p{Zl}\p{Zp}/\\]/u.test(fileName);
        if (plain) expect(decodeURIComponent(encoded)).toBe(fileName);
      }),
      runs(),
    );
  });

  it.each([
    ['data.csv', `attachment; filename="data.csv"; filename*=UTF-8''data.csv`],
    ['é "a" 100%.csv', `attachment; filename="_ _a_ 100_.csv"; filename*=UTF-8''%C3%A9%20%22a%22%20100%25.csv`],
    [`it's (1)*.csv`, `attachment; filename="it's (1)*.csv"; filename*=UTF-8''it%27s%20%281%29%2A.csv`],
    ['😀', `attachment; filename="_"; filename*=UTF-8''%F0%9F%98%80`],
    ['a\r\nSet-Cookie: x', `attachment; filename="aSet-Cookie: x"; filename*=UTF-8''aSet-Cookie%3A%20x`],
    ['../../x.csv', `attachment; filename=".._.._x.csv"; filename*=UTF-8''.._.._x.csv`],
    ['gpj.\u202ecsv', `attachment; filename="gpj.csv"; filename*=UTF-8''gpj.csv`],
    ['\ud800', `attachment; filename="_"; filename*=UTF-8''%EF%BF%BD`],
    ['', `attachment; filename="download"; filename*=UTF-8''download`],
  ])('encodes %j', (fileName, expected) => {
    expect(contentDisposition(fileName)).toBe(expected);
  });
});
