// @ts-check
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './paths.mjs';
import { atEnd, runMain } from './run-main.mjs';

const HELP = `npm run -s sbom: prints the software bill of materials (CycloneDX 1.5, JSON) of what runs in production: every package
of the lockfile that is not only for development, with version, license, hash and package URL.

  npm run -s sbom -- --out FILE     writes it to a file

It needs neither a network nor node_modules. It leaves out Node itself and Debian's libraries in the image.
`;

await runMain(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice-sbom-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  writeProductionLock(folder);
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
  const found = JSON.parse(execFileSync('npm', args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 }));
  // npm names the application after its folder.
  found.metadata.component.name = 'sluice';
  const text = `${JSON.stringify(found, null, 2)}\n`;
  if (values.out === undefined) return void process.stdout.write(text);
  writeFileSync(path.resolve(values.out), text);
});

/**
 * The lockfile and the package files without what is only for development. `npm sbom --omit=dev` also leaves out
 * packages for production that something for development depends on.
 * @param {string} folder
 */
function writeProductionLock(folder) {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const { overrides } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  for (const [place, facts] of Object.entries(lock.packages)) {
    if (facts.dev) delete lock.packages[place];
    delete facts.devDependencies;
    if (place.includes('node_modules')) continue;
    mkdirSync(path.join(folder, place), { recursive: true });
    const manifest = place === '' ? { private: true, ...facts, overrides } : facts;
    writeFileSync(path.join(folder, place, 'package.json'), JSON.stringify(manifest));
  }
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
}
