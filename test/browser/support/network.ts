import type { Page, Route } from 'playwright-core';

export interface Network {
  /** Limits uploads to this many bytes per second, including those in progress. */
  slow(bytesPerSecond: number): Promise<void>;
  /** Takes the page offline. */
  disconnect(): Promise<void>;
  /** Back online, at full speed. */
  restore(): Promise<void>;
}

/** Lets the first `count` uploads of the page to S3 pass and holds the others, until the function it returns is called. */
export async function holdUploads(page: Page, count: number): Promise<() => Promise<void>> {
  let passed = 0;
  const hold = (route: Route): Promise<void> | undefined => {
    if (route.request().method() === 'PUT' && ++passed > count) return undefined;
    return route.fallback();
  };
  await page.route('**/*', hold);
  return () => page.unroute('**/*', hold);
}

/** Holds the requests of the page to these addresses, until the function it returns is called. */
export async function holdRequests(page: Page, url: RegExp): Promise<() => Promise<void>> {
  const held: Route[] = [];
  const hold = (route: Route): void => void held.push(route);
  await page.route(url, hold);
  return async () => {
    await page.unroute(url, hold);
    // Those that the page has given up meanwhile have nowhere to go.
    await Promise.allSettled(held.map((route) => route.continue()));
  };
}

/**
 * Lets no request reach the API from any page of the browser profile, until the function it returns is called. The session stays
 * known: a page that cannot even learn who is signed in shows nothing else.
 */
export async function loseApi(page: Page): Promise<() => void> {
  let isLost = true;
  await page
    .context()
    .route(/\/api\/v1\/(?!session)/, (route) => (isLost ? route.abort('connectionrefused') : route.continue()));
  return () => {
    isLost = false;
  };
}

/** Controls the network of one page. */
export async function networkOf(page: Page): Promise<Network> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const emulate = async (offline: boolean, uploadThroughput: number): Promise<void> => {
    const conditions = { offline, latency: 0, downloadThroughput: -1, uploadThroughput };
    await devtools.send('Network.emulateNetworkConditions', conditions);
  };
  return {
    slow: (bytesPerSecond) => emulate(false, bytesPerSecond),
    disconnect: () => emulate(true, -1),
    restore: () => emulate(false, -1),
  };
}
