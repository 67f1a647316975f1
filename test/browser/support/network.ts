import type { Page } from 'playwright-core';

export interface Network {
  /** What the page sends goes out so fast, in bytes a second; also what it has begun to send. */
  slow(bytesPerSecond: number): Promise<void>;
  /** Nothing gets in or out, and the browser knows. */
  cut(): Promise<void>;
  /** As fast as it goes. */
  free(): Promise<void>;
}

/** The network of one page, to be spoiled. */
export async function networkOf(page: Page): Promise<Network> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const emulate = async (offline: boolean, uploadThroughput: number): Promise<void> => {
    const conditions = { offline, latency: 0, downloadThroughput: -1, uploadThroughput };
    await devtools.send('Network.emulateNetworkConditions', conditions);
  };
  return {
    slow: (bytesPerSecond) => emulate(false, bytesPerSecond),
    cut: () => emulate(true, -1),
    free: () => emulate(false, -1),
  };
}
