import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

export interface Look {
  readonly name: 'light' | 'dark' | 'narrow';
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

/** The variants in which every page is checked. */
export const looks: readonly Look[] = [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark', colorScheme: 'dark', width: 1280 },
  { name: 'narrow', colorScheme: 'light', width: 390 },
];

/** Where screenshots are written; without it none are taken. SCREENSHOTS_DIR=docs/images updates the docs. */
const folder = process.env.SCREENSHOTS_DIR;

/**
 * Runs `check` in every look of the page; then returns to the first look.
 * @throws Error if the page is wider than the screen
 */
export async function inEveryLook(page: Page, name: string, check: (look: Look) => Promise<void>): Promise<void> {
  for (const look of looks) {
    await apply(page, look);
    await check(look);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > look.width) throw new Error(`${name} is ${width} px wide on a screen of ${look.width} px`);
  }
  await apply(page, looks[0] as Look);
}

/**
 * Runs `check` in every look of the page, and takes a screenshot of each if asked to; then returns to the first look.
 * @param extent how much of the page the pictures show: of a long one perhaps only the screen
 * @throws Error if the page is wider than the screen
 */
export async function shoot(
  page: Page,
  name: string,
  check?: (look: Look) => Promise<void>,
  extent: 'page' | 'screen' = 'page',
): Promise<void> {
  if (folder) mkdirSync(folder, { recursive: true });
  await inEveryLook(page, name, async (look) => {
    await check?.(look);
    const file = folder && path.join(folder, `${name}-${look.name}.png`);
    if (file && extent === 'screen') await page.screenshot({ path: file });
    else if (file) await takePicture(page, look, file);
  });
}

async function apply(page: Page, { colorScheme, width }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 860 });
}

/** In a window as high as the page, so that what is always in sight is at the end of it. */
async function takePicture(page: Page, { width }: Look, file: string): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, 860) });
  await page.screenshot({ path: file, fullPage: true });
}
