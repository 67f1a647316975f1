import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import {
  type Api,
  createStack,
  type Role,
  type Stack,
  startApi,
  startWorker,
  type Worker,
} from '../../harness/index.ts';
import { signIn } from './sign-in.ts';
import { type Watch, watchPage } from './watch-page.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const DASHBOARD = process.env.DASHBOARD_DIR ?? fileURLToPath(new URL('../../../apps/dashboard/dist', import.meta.url));
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];
/** Generous: two cores are shared with the servers and other suites. */
const PAGE_TIMEOUT_MS = 30_000;

export interface SuiteOptions {
  readonly apiEnv?: Readonly<Record<string, string>>;
  readonly workerEnv?: Readonly<Record<string, string>>;
}

export interface OpenOptions {
  /** Not signed in if omitted. */
  readonly account?: string | undefined;
  readonly role?: Role;
  readonly path?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
}

/** A browser with its own stack. After each test its pages are closed and must have reported no errors. */
export interface BrowserSuite {
  readonly stack: Stack;
  readonly api: Api;
  readonly url: string;
  readonly browser: Browser;
  /** Opens `path` in a new, empty browser profile, signed in. */
  open(options?: OpenOptions): Promise<Page>;
  /** Opens another page in the same profile. */
  openBeside(page: Page, path: string): Promise<Page>;
  stopWorker(): Promise<void>;
  startWorker(): Promise<void>;
}

interface Running {
  readonly stack: Stack;
  readonly api: Api;
  readonly browser: Browser;
  worker: Worker | undefined;
}

export function useBrowser({ apiEnv = {}, workerEnv = {} }: SuiteOptions = {}): BrowserSuite {
  let running: Running | undefined;
  const contexts: BrowserContext[] = [];
  const watches: { page: Page; watch: Watch }[] = [];
  const present = (): Running => {
    if (!running) throw new Error('the suite has not started');
    return running;
  };
  const workerOf = (stack: Stack) => startWorker({ ...stack.env, ...workerEnv });

  beforeAll(async () => {
    for (const needed of [CHROMIUM, path.join(DASHBOARD, 'index.html')]) {
      if (!existsSync(needed)) throw new Error(`${needed} does not exist`);
    }
    const stack = await createStack();
    const env = { DASHBOARD_DIR: DASHBOARD, DEV_SIGN_IN: 'true', ...apiEnv };
    const [api, worker, browser] = await Promise.all([
      startApi({ ...stack, env }),
      workerOf(stack),
      chromium.launch({ executablePath: CHROMIUM, args: ARGS }),
    ]);
    running = { stack, api, worker, browser };
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await Promise.all(watches.map(({ page }) => saveScreenshot(page, task.name)));
    const complaints = (await Promise.all(watches.map(({ watch }) => watch.complaints()))).flat();
    watches.length = 0;
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(complaints, 'errors reported by the pages').toEqual([]);
  });
  afterAll(async () => {
    await running?.browser.close();
    await Promise.all([running?.worker?.stop(), running?.api.stop()]);
    await running?.stack.close();
  });

  const watched = (page: Page): Page => {
    page.setDefaultTimeout(PAGE_TIMEOUT_MS);
    watches.push({ page, watch: watchPage(page) });
    return page;
  };
  const pages = {
    async open({ account, role, path: at = '/', colorScheme = 'light', width = 1280 }: OpenOptions = {}) {
      const { browser, api } = present();
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 860 },
        acceptDownloads: true,
      });
      contexts.push(context);
      const page = watched(await context.newPage());
      if (account) await signIn(page, api.url, account, role);
      await page.goto(new URL(at, api.url).href);
      return page;
    },
    async openBeside(page: Page, at: string) {
      const beside = watched(await page.context().newPage());
      await beside.goto(new URL(at, present().api.url).href);
      return beside;
    },
  };
  return {
    get stack() {
      return present().stack;
    },
    get api() {
      return present().api;
    },
    get url() {
      return present().api.url;
    },
    get browser() {
      return present().browser;
    },
    ...pages,
    async stopWorker() {
      const suite = present();
      await suite.worker?.stop();
      suite.worker = undefined;
    },
    async startWorker() {
      const suite = present();
      suite.worker ??= await workerOf(suite.stack);
    },
  };
}

/** Saves a screenshot of the page of a failed test. */
async function saveScreenshot(page: Page, name: string): Promise<void> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'sluice-failed-')), `${name.replace(/\W+/g, '-')}.png`);
  await page.screenshot({ path: file, fullPage: true, timeout: 5_000 }).catch(() => {});
  process.stderr.write(`"${name}" failed at ${page.url()}; screenshot: ${file}\n`);
}
