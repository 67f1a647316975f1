import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeMetadata, encodeMetadata, OWN_UPLOAD } from './metadata.ts';

it('encodes any text as printable ASCII, and decodes it again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const { title = '' } = encodeMetadata({ title: value });
      expect(title).toMatch(/^[\x21-\x7e]*$/);
      expect(decodeMetadata({ title })).toEqual({ title: value });
    }),
    runs(),
  );
});

it('returns metadata of other programs unchanged when it cannot be decoded', () => {
  expect(decodeMetadata({ title: '100%' })).toEqual({ title: '100%' });
});

it('hides its own entry', () => {
  expect(decodeMetadata({ [OWN_UPLOAD]: 'x', title: 't' })).toEqual({ title: 't' });
});
