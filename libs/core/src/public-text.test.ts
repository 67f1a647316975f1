import { describe, expect, it } from 'vitest';
import { errorCodes } from './errors.ts';
import { publicMessage, publicReason } from './public-text.ts';

const internals = [
  'Failed query: insert into `assets` (`key`) values (?)\nparams: secret-value',
  'The object storage is not available (http://10.0.0.7:8333, bucket sluice): ECONNREFUSED after 8 attempts.',
  'Object prod/documents/acme/1 does not exist.',
  'IO Error: Cannot open file "/var/lib/sluice/spool/analysis-7/a.csv"\n    at Engine.rows (engine.ts:1:2)',
];

describe('publicMessage', () => {
  it.each(['INTERNAL', 'CONFIG_INVALID', 'STORAGE_NOT_FOUND', 'STORAGE_UNAVAILABLE', 'STORAGE_REFUSED'])(
    'shows nothing of the message of %s',
    (code) => {
      const [text, ...others] = internals.map((message) => publicMessage({ code, message }));
      expect(others.every((other) => other === text)).toBe(true);
      expect(text).not.toMatch(/query|http|sluice|prod|spool|engine/);
    },
  );

  it('keeps the name of the storage server, and nothing after it', () => {
    const message = `Storage server far: ${internals[1]}`;
    expect(publicMessage({ code: 'STORAGE_UNAVAILABLE', message })).toBe(
      'Storage server far: The object storage is not available; try again in a moment.',
    );
  });

  it('keeps messages that were written for people', () => {
    for (const code of errorCodes.filter((one) => /^(?:FILE|HEADER|UPLOAD|JOB)_/.test(one))) {
      expect(publicMessage({ code, message: 'The header has no name.' })).toBe('The header has no name.');
    }
  });
});

describe('publicReason', () => {
  it('replaces the message after an internal code, and keeps other reasons', () => {
    expect(publicReason(`STORAGE_NOT_FOUND: ${internals[2]}`)).toBe('STORAGE_NOT_FOUND: The file is no longer stored.');
    for (const reason of [null, 'INTERNAL', 'UPLOAD_EXPIRED: too late', 'x']) expect(publicReason(reason)).toBe(reason);
  });
});
