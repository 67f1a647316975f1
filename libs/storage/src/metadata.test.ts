import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeMetadata, encodeMetadata, OWN_UPLOAD } from './metadata.ts';

it('carries any text in headers of printable ASCII, and back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const { title = '' } = encodeMetadata({ title: value });
      expect(title).toMatch(/^[\x21-\x7e]*$/);
      expect(decodeMetadata({ title })).toEqual({ title: value });
    }),
    runs(),
  );
});

it('leaves what others wrote as it is when it cannot be read', () => {
  expect(decodeMetadata({ title: '100%' })).toEqual({ title: '100%' });
});

it('keeps its own mark to itself', () => {
  expect(decodeMetadata({ [OWN_UPLOAD]: 'x', title: 't' })).toEqual({ title: 't' });
});
