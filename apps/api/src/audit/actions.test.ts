import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { auditActions } from './actions.ts';

it('docs/audit.md explains every action and no other', () => {
  const page = readFileSync(new URL('../../../../docs/audit.md', import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('| action |'), page.indexOf('A retry on the queue board'));
  const explained = [...table.matchAll(/`([a-z_]+\.[a-z]+)`/g)].map(([, action]) => action);
  expect(explained.toSorted()).toEqual(auditActions.toSorted());
});
