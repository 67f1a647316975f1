// @ts-check
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { Plain } from './progress.mjs';
import { cacheFolder, ownSuite, unpackPackages } from './services/packages.mjs';

/** Where Debian, Ubuntu and Google install it. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const PACKAGES = ['chromium', 'fonts-dejavu-core', 'fonts-liberation'];
const FAMILIES = {
  'system-ui': 'DejaVu Sans',
  'sans-serif': 'DejaVu Sans',
  serif: 'DejaVu Serif',
  monospace: 'DejaVu Sans Mono',
};

/**
 * A Chromium for the browser tests: CHROMIUM, an installed one, or Debian's packages of it, fetched once into the user's
 * cache. Nothing is installed, no root is needed. Answers the path of its program.
 * @param {import('./progress.mjs').Log} log @returns {Promise<string>}
 */
export async function ensureBrowser(log) {
  const known = process.env.CHROMIUM || INSTALLED.find((file) => existsSync(file));
  if (known) return known;
  if (process.platform !== 'linux') throw new Plain('Install Chromium or Chrome and name its program by CHROMIUM.');
  const suite = ownSuite();
  const folder = path.join(cacheFolder(), `chromium-${suite}-${process.arch}`);
  const program = path.join(folder, 'chromium');
  if (existsSync(program)) return program;
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(program)) return;
    rmSync(folder, { recursive: true, force: true });
    await unpackPackages({ suite, folder, log, packages: PACKAGES, ownLibc: true });
    writeFonts(folder);
    // Written last, so that what has it is whole.
    writeProgram(folder, program);
  });
  return program;
}

/** Only the fonts that came along, so that pictures look the same everywhere. @param {string} folder */
function writeFonts(folder) {
  const [fonts, cache] = [path.join(folder, 'root/usr/share/fonts'), path.join(folder, 'font-cache')];
  const aliases = Object.entries(FAMILIES).map(
    ([family, font]) => `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
  );
  writeFileSync(
    path.join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir>
${aliases.join('\n')}
</fontconfig>
`,
  );
}

/** @param {string} folder @param {string} program */
function writeProgram(folder, program) {
  const root = path.join(folder, 'root');
  const libraries = ['lib', 'usr/lib']
    .map((lib) => path.join(root, lib))
    .filter((lib) => existsSync(lib))
    .flatMap((lib) =>
      readdirSync(lib)
        .filter((name) => name.includes('-linux-gnu'))
        .map((name) => path.join(lib, name)),
    );
  writeFileSync(
    program,
    `#!/bin/sh
export LD_LIBRARY_PATH='${libraries.join(':')}' FONTCONFIG_FILE='${path.join(folder, 'fonts.conf')}'
exec '${path.join(root, 'usr/lib/chromium/chromium')}' "$@"
`,
  );
  chmodSync(program, 0o755);
}
