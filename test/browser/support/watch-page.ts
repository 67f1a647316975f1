import type { Page } from 'playwright-core';

/** Markup that says in the page that it was taken for markup. */
export const MARKUP = '<img src=x onerror="window.injected=1"><script>window.injected=1;alert(1)</script>';

export interface Watch {
  /** What a page must never do: script errors, console errors, breaches of the content policy, dialogs. */
  readonly problems: string[];
  /** The same, with what only the page itself can tell. */
  complaints(): Promise<readonly string[]>;
}

/** Listens to a page from its beginning to its end. */
export function watchPage(page: Page): Watch {
  const problems: string[] = [];
  page.on('console', (message) => {
    // An answer of 404 or a server that is away is something the page shows, and Chromium writes down each of them.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.stack ?? error.message}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return {
    problems,
    async complaints() {
      const isInjected = await page.evaluate(() => 'injected' in window).catch(() => false);
      return isInjected ? [...problems, 'markup out of data was taken for markup'] : problems;
    },
  };
}
