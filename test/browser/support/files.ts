import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const csv = (name: string, text: string): TestFile => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

/** Drops a file from disk through the DevTools protocol: page scripts cannot create such an event. */
export async function drop(page: Page, zone: Locator, { name, buffer }: TestFile): Promise<void> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'sluice-drop-')), name);
  writeFileSync(file, buffer);
  const box = await zone.boundingBox();
  const place = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  const devtools = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', {
      type,
      ...place,
      data: { items: [], files: [file], dragOperationsMask: 1 },
    });
  }
}

/** Chooses files in the file picker that a button opens. */
export async function choose(
  page: Page,
  button: Locator,
  files: TestFile | readonly TestFile[] | string,
): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(files as TestFile);
}
