import type { Page } from 'playwright-core';

/** Slows down what the page sends, in bytes a second; undefined lets it go again. */
export async function uploadSpeed(page: Page, bytesPerSecond: number | undefined): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond ?? -1,
  });
}
