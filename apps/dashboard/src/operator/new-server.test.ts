import { expect, it } from 'vitest';
import { emptyDraft, newServerOf } from './new-server.ts';

it('sends empty fields as null or default', () => {
  expect(newServerOf({ ...emptyDraft, name: ' north-1 ', bucket: 'chunks' })).toEqual({
    ...{ name: 'north-1', bucket: 'chunks', endpoint: null, public_endpoint: null },
    ...{ credentials_ref: 'default', capacity_bytes: null },
  });
});

it.each([
  ['2', 2_147_483_648],
  ['0.5', 536_870_912],
  ['0,5', 536_870_912],
])('converts %s GiB to %d bytes', (text, bytes) => {
  expect(newServerOf({ ...emptyDraft, capacity_bytes: text }).capacity_bytes).toBe(bytes);
});

it('does not turn an invalid capacity into "no limit"', () => {
  expect(newServerOf({ ...emptyDraft, capacity_bytes: 'much' }).capacity_bytes).toBe(Number.NaN);
});
