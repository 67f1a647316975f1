// @ts-check
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDebian, ownSuite } from './debian.mjs';
import { withLock } from './lock.mjs';
import { Plain } from './progress.mjs';
import { cacheFolder } from './services/packages.mjs';
import { unpackPackages } from './services/unpack.mjs';

/** Installation paths on systems other than Debian. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const PACKAGES = ['chromium-headless-shell', 'fonts-dejavu-core', 'fonts-liberation'];
const FAMILIES = {
  'system-ui': 'DejaVu Sans',
  'sans-serif': 'DejaVu Sans',
  serif: 'DejaVu Serif',
  monospace: 'DejaVu Sans Mono',
};

/** A test page whose text is generated when it is shown. */
const TRIAL = {
  name: 'chromium',
  args: ['--no-sandbox', '--disable-gpu', '--dump-dom', 'data:text/html,<p><script>document.write(6*7)</script></p>'],
  prints: '42</p>',
};

/**
 * Finds a Chromium for the browser tests: the one in CHROMIUM; on Debian its package, downloaded once to the user's cache,
 * so that version, libraries and fonts are the same on every machine; elsewhere an installed one (Ubuntu's package only
 * installs a snap).
 * @param {import('./progress.mjs').Log} log @returns {Promise<string>} the path of its executable
 */
export async function ensureBrowser(log) {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  if (isDebian()) return unpackedBrowser(log);
  const installed = INSTALLED.find((file) => existsSync(file));
  if (installed) return installed;
  throw new Plain('Install Chromium or Chrome, or set CHROMIUM to its path.');
}

/** @param {import('./progress.mjs').Log} log */
async function unpackedBrowser(log) {
  const suite = ownSuite();
  const folder = path.join(cacheFolder(), `chromium-headless-shell-${suite}-${process.arch}`);
  if (!existsSync(folder)) await withLock(`${folder}.lock`, () => unpackBrowser(folder, suite, log));
  return path.join(folder, 'bin/chromium');
}

/** @param {string} folder @param {string} suite @param {import('./progress.mjs').Log} log */
async function unpackBrowser(folder, suite, log) {
  if (existsSync(folder)) return;
  await unpackPackages({
    ...{ suite, folder, log, packages: PACKAGES, ownLibc: true, prepare: writeFonts },
    programs: { chromium: 'usr/lib/chromium/chromium-headless-shell' },
    env: { FONTCONFIG_FILE: '$d/fonts.conf' },
    trials: [TRIAL],
  });
}

/** Uses only the bundled fonts, so that screenshots look the same everywhere. @param {string} folder */
function writeFonts(folder) {
  const aliases = Object.entries(FAMILIES).map(
    ([family, font]) => `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
  );
  writeFileSync(
    path.join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">root/usr/share/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir>
${aliases.join('\n')}
</fontconfig>
`,
  );
}
