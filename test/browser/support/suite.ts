import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Api, type Proxies, type Role, type Stack, type Suite, useSuite } from '../../harness/index.ts';
import { signIn } from './sign-in.ts';
import { type Watch, watchPage } from './watch-page.ts';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const DASHBOARD = process.env.DASHBOARD_DIR ?? fileURLToPath(new URL('../../../apps/dashboard/dist', import.meta.url));
export const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Starting a process for each page would take a tenth of the processor time.
  '--renderer-process-limit=1',
  // Most pages live for a few seconds. Optimizing their code takes more processor time than it saves.
  '--js-flags=--no-opt --no-maglev',
];
/** Generous: two cores are shared with the servers and other suites. */
const PAGE_TIMEOUT_MS = 90_000;

export interface SuiteOptions {
  readonly apiEnv?: Readonly<Record<string, string>>;
  readonly workerEnv?: Readonly<Record<string, string>>;
  /** The API and the worker reach MySQL, Redis and S3 through proxies. */
  readonly proxied?: boolean;
}

export interface OpenOptions {
  /** Not signed in if omitted. */
  readonly account?: string | undefined;
  readonly role?: Role;
  readonly path?: string;
  /** Where the browser reaches the API. Default: directly. */
  readonly url?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
}

/** A browser with its own stack. After each test its pages are closed and must have reported no errors. */
export interface BrowserSuite {
  readonly stack: Stack;
  readonly api: Api;
  readonly url: string;
  readonly browser: Browser;
  readonly proxies: Proxies;
  /** Opens `path` in a new, empty browser profile, signed in. */
  open(options?: OpenOptions): Promise<Page>;
  /** Opens another page in the same profile. */
  openBeside(page: Page, path: string): Promise<Page>;
  stopWorker(): Promise<void>;
  startWorker(): Promise<void>;
  readonly holdBack: Suite['holdBack'];
}

export function useBrowser({ apiEnv = {}, workerEnv = {}, proxied = false }: SuiteOptions = {}): BrowserSuite {
  const suite = useSuite({
    api: { DASHBOARD_DIR: DASHBOARD, DEV_SIGN_IN: 'true', ...apiEnv },
    worker: workerEnv,
    standing: true,
    proxied,
  });
  let launched: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const watches: { page: Page; watch: Watch }[] = [];
  const present = (): Browser => {
    if (!launched) throw new Error('the suite has not started');
    return launched;
  };

  beforeAll(async () => {
    for (const needed of [CHROMIUM, path.join(DASHBOARD, 'index.html')]) {
      if (!existsSync(needed)) throw new Error(`${needed} does not exist`);
    }
    launched = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await Promise.all(watches.map(({ page }) => saveScreenshot(page, task.name)));
    const complaints = (await Promise.all(watches.map(({ watch }) => watch.complaints()))).flat();
    watches.length = 0;
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(complaints, 'errors reported by the pages').toEqual([]);
  });
  afterAll(async () => {
    await launched?.close();
  });

  const watched = (page: Page): Page => {
    page.setDefaultTimeout(PAGE_TIMEOUT_MS);
    watches.push({ page, watch: watchPage(page) });
    return page;
  };
  const pages = {
    async open({ account, role, path: at = '/', url = suite.api.url, ...look }: OpenOptions = {}) {
      const { colorScheme = 'light', width = 1280 } = look;
      const context = await present().newContext({
        colorScheme,
        viewport: { width, height: 860 },
        acceptDownloads: true,
      });
      contexts.push(context);
      const page = watched(await context.newPage());
      if (account) await signIn(page, url, account, role);
      await page.goto(new URL(at, url).href);
      return page;
    },
    async openBeside(page: Page, at: string) {
      const beside = watched(await page.context().newPage());
      await beside.goto(new URL(at, suite.api.url).href);
      return beside;
    },
  };
  return {
    get stack() {
      return suite.stack;
    },
    get api() {
      return suite.api;
    },
    get url() {
      return suite.api.url;
    },
    get proxies() {
      return suite.proxies;
    },
    get browser() {
      return present();
    },
    ...pages,
    stopWorker: suite.stopStanding,
    startWorker: suite.startStanding,
    holdBack: suite.holdBack,
  };
}

/** Saves a screenshot of the page of a failed test. */
async function saveScreenshot(page: Page, name: string): Promise<void> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'sluice-failed-')), `${name.replace(/\W+/g, '-')}.png`);
  await page.screenshot({ path: file, fullPage: true, timeout: 5_000 }).catch(() => {});
  process.stderr.write(`"${name}" failed at ${page.url()}; screenshot: ${file}\n`);
}
