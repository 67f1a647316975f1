import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { transcoding } from '../../apps/worker/src/tabular/transcoding.ts';
import { ARGS, CHROMIUM } from './support/suite.ts';

const singleByte = [
  ...['ibm866', 'koi8-r', 'koi8-u', 'macintosh', 'x-mac-cyrillic', 'x-user-defined', 'iso-8859-8-i', 'windows-874'],
  ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part) => `iso-8859-${part}`),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((last) => `windows-125${last}`),
];
const multibyte = ['gbk', 'gb18030', 'big5', 'euc-jp', 'shift_jis', 'euc-kr'];

/**
 * What the standard says and Chromium does not: it makes half a surrogate pair of four pairs of bytes that are two characters,
 * and takes the first character of a table for a missing one.
 */
const wrong: Readonly<Record<string, ReadonlySet<string>>> = {
  big5: new Set(['\u00ca\u0304', '\u00ca\u030c', '\u00ea\u0304', '\u00ea\u030c']),
  'euc-jp': new Set(['\u3000']),
};

/** Every byte, or every pair of a byte beyond ASCII and another, each on a line of its own. */
const linesOf = (encoding: string): Buffer => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 10 && byte !== 13);
  const pairs = bytes.flatMap((lead) => (lead < 0x80 ? [] : bytes.flatMap((trail) => [lead, trail, 10])));
  return Buffer.from(singleByte.includes(encoding) ? bytes.flatMap((byte) => [byte, 10]) : pairs);
};

it('decodes every byte of every encoding as Chromium does', async () => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  try {
    const page = await browser.newPage();
    for (const encoding of [...singleByte, ...multibyte]) {
      const bytes = linesOf(encoding);
      const expected = await page.evaluate(
        ([name, base64]) => new TextDecoder(name).decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))),
        [encoding, bytes.toString('base64')] as const,
      );
      const decoded = transcoding(encoding).push(bytes, true);
      // A marked byte is three bytes that are not valid UTF-8; a browser has one replacement character for a sequence.
      const text = decoded.toString('latin1').replace(/(?:\xed[\xb2\xb3][\x80-\xbf])+/g, '\xef\xbf\xbd');
      const lines = Buffer.from(text, 'latin1').toString().split('\n');
      const wanted = expected.replace(/\ufffd+/g, '\ufffd').split('\n');
      const different = lines.filter((line, at) => line !== wanted[at] && !wrong[encoding]?.has(line));
      expect([encoding, different]).toEqual([encoding, []]);
      expect(lines.length).toBe(wanted.length);
    }
  } finally {
    await browser.close();
  }
});
