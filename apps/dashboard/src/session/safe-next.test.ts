import { expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

const origin = 'https://sluice.example.org';

it.each([
  ['/imports/assets/1?code=X#errors', '/imports/assets/1?code=X#errors'],
  [undefined, '/'],
  ['', '/'],
  ['imports', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example/', '/'],
  ['/\t/evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?next=/sign-in', '/'],
])('redirects from next=%j to %j after sign-in', (next, path) => {
  expect(safeNext(next, origin)).toBe(path);
});
