import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Of a long list or table the first rows and the last: those between have the same markup, and contrast is measured for each. */
const REPEATED = ['tbody > tr', 'ul > li', 'ol > li'].map((row) => `${row}:nth-child(n + 31):not(:last-child)`);

/** Runs in the page. If markup and width are those of its last check, only rules about colors can have other results. */
const CHECK = `(async () => {
  const now = innerWidth + document.documentElement.outerHTML;
  const only = window.checked === now ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {};
  window.checked = now;
  const { violations } = await axe.run({ exclude: ${JSON.stringify(REPEATED)} }, only);
  return violations;
})()`;

/** Expects axe (WCAG 2.2 AA and best practices) to find no violations on the page in its current state. */
export async function expectAccessible(page: Page, what = new URL(page.url()).pathname): Promise<void> {
  // Contrast would be measured wrongly during a fade.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const violations = await page.evaluate<AxeResults['violations']>(CHECK);
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
  );
  expect(found, `axe on ${what}`).toEqual([]);
}
