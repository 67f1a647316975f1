import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Role } from '../../harness/index.ts';

/** Signs in the page's browser context as the development sign-in form does. Does not navigate. */
export async function signIn(page: Page, url: string, account: string, role: Role = 'member'): Promise<void> {
  const response = await page.context().request.post(new URL('/api/v1/session/development', url).href, {
    data: { account_id: account, role },
    headers: { origin: new URL(url).origin },
  });
  expect(response.status(), await response.text()).toBe(200);
}
