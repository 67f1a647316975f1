import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';

export interface Look {
  readonly name: 'light' | 'dark' | 'narrow';
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

/** The ways in which every page is looked at. */
export const looks: readonly Look[] = [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark', colorScheme: 'dark', width: 1280 },
  { name: 'narrow', colorScheme: 'light', width: 390 },
];

/** Where pictures go: `docs/images` when SCREENSHOTS_DIR says so. */
const folder = process.env.SCREENSHOTS_DIR ?? path.join(tmpdir(), 'sluice-screenshots');

/** The page in every look, `check` run in each; and back to the first. */
export async function shoot(page: Page, name: string, check?: (look: Look) => Promise<void>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const look of looks) {
    await wear(page, look);
    await check?.(look);
    await page.screenshot({ path: path.join(folder, `${name}-${look.name}.png`), fullPage: true });
  }
  await wear(page, looks[0] as Look);
}

async function wear(page: Page, { colorScheme, width }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 860 });
}
