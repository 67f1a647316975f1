import { expect, it } from 'vitest';
import { headerSetOf } from './remembered.ts';

it('is the same for the same headers in any order, and no other', () => {
  const one = headerSetOf(['Tag', 'Bought', '']);
  expect(headerSetOf(['', 'Bought', 'Tag', 'Tag'])).toBe(one);
  const others = [
    ['Tag', 'Bought'],
    ['tag', 'Bought', ''],
    ['Tag', 'Bought,'],
    ['Tag","Bought', ''],
  ];
  expect(new Set([one, ...others.map(headerSetOf)]).size).toBe(5);
});
