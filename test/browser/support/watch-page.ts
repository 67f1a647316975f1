import type { Page } from 'playwright-core';

/** Markup that marks the page if it is interpreted as HTML. */
export const MARKUP = '<img src=x onerror="window.injected=1"><script>window.injected=1;alert(1)</script>';

export interface Watch {
  /** Script errors, console errors, CSP violations and dialogs: none may happen. */
  readonly problems: string[];
  /** The same, plus whether injected markup ran in the page. */
  complaints(): Promise<readonly string[]>;
}

/** Collects the problems of a page from its creation on. */
export function watchPage(page: Page): Watch {
  const problems: string[] = [];
  page.on('console', (message) => {
    // Chromium logs each 404 and each unreachable server, which the page handles itself.
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
      return isInjected ? [...problems, 'markup in data was interpreted as HTML'] : problems;
    },
  };
}
