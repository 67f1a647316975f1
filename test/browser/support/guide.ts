import type { Page } from 'playwright-core';

type Step = 'File' | 'Reading' | 'Columns' | 'Review' | 'Start';

/** Opens a step of a new import. */
export async function goTo(page: Page, step: Step): Promise<void> {
  await page.getByRole('navigation', { name: 'Steps of the import' }).getByRole('link', { name: step }).click();
}

/** Goes on to the next step with the bar that is always in sight. */
export async function goOn(page: Page, step: Step): Promise<void> {
  await page.getByRole('link', { name: `Next: ${step}` }).click();
}

/** Starts the import that the form describes. */
export async function startImport(page: Page): Promise<void> {
  await goTo(page, 'Start');
  await page.getByRole('button', { name: 'Start import' }).click();
}
