// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { ROOT } from './paths.mjs';

const read = (/** @type {string} */ file) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
const script = (/** @type {string} */ name) => path.join(ROOT, 'scripts', name);
/** @type {Record<string, { name?: string, version: string, dev?: boolean, integrity?: string, resolved?: string, link?: boolean }>} */
const packages = read('package-lock.json').packages;

test('@scarf/scarf, which reports installations to its maker, is replaced by an empty package', () => {
  const places = Object.entries(packages).filter(([place]) => place.endsWith('/@scarf/scarf'));
  expect(places.map(([, { name }]) => name)).toEqual(['@favware/skip-dependency']);
});

test('npm run sbom lists every package that runs in production, and no other', () => {
  const sbom = JSON.parse(execFileSync(process.execPath, [script('sbom.mjs')], { encoding: 'utf8' }));
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' });
  expect(sbom.metadata.component).toMatchObject({ name: 'sluice', type: 'application' });
  const listed = new Set(
    sbom.components.map((/** @type {{ purl: string }} */ { purl }) => decodeURIComponent(purl.replace('pkg:npm/', ''))),
  );
  const fromRegistry = Object.entries(packages).filter(([, { integrity }]) => integrity !== undefined);
  const idOf = (/** @type {string} */ place, /** @type {{ name?: string, version: string }} */ { name, version }) =>
    `${name ?? place.split('node_modules/').at(-1)}@${version}`;
  for (const [place, facts] of fromRegistry) {
    if (!facts.dev) expect(listed, place).toContain(idOf(place, facts));
  }
  const onlyForDevelopment = ['vitest', 'turbo', 'playwright-core'].map((name) => packages[`node_modules/${name}`]);
  expect(onlyForDevelopment.every((facts) => facts?.dev)).toBe(true);
  for (const name of ['vitest', 'turbo', 'playwright-core']) expect([...listed].join()).not.toContain(`,${name}@`);
  for (const component of sbom.components) {
    expect(component.purl, component.name).toMatch(/^pkg:npm\//);
  }
});

describe('npm run audit', () => {
  /**
   * Runs it against a registry with these advisories.
   * @param {number} status @param {unknown} advisories @param {string[]} args
   */
  async function audit(status, advisories, ...args) {
    const registry = createServer((request, response) => {
      request.resume();
      const known = request.method === 'POST' && request.url?.endsWith('/advisories/bulk');
      response.writeHead(known ? status : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(known ? advisories : {}));
    });
    await once(registry.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void registry.close());
    const { port } = /** @type {import('node:net').AddressInfo} */ (registry.address());
    const run = spawn(process.execPath, [script('audit.mjs'), `--registry=http://127.0.0.1:${port}`, ...args]);
    let output = '';
    for (const stream of [run.stdout, run.stderr]) stream.on('data', (piece) => (output += piece));
    const [code] = await once(run, 'close');
    return { code, output };
  }

  // npm keeps what it has computed about an advisory, by its number.
  const advisory = (/** @type {string} */ severity) => ({
    id: Math.floor(Math.random() * 1e9),
    url: 'https://github.com/advisories/GHSA-0000',
    title: 'Something bad',
    severity,
    vulnerable_versions: '>=0',
    cwe: [],
    cvss: { score: 9, vectorString: null },
  });

  it('fails for a high or critical vulnerability, and names it', async () => {
    const { code, output } = await audit(200, { busboy: [advisory('critical')] });
    expect(output).toContain('critical: busboy >=0: Something bad (https://github.com/advisories/GHSA-0000)');
    expect(output).toContain('vulnerable packages: 1, high or critical: 1');
    expect(code).toBe(1);
  });

  it('names a lesser one, and passes', async () => {
    const { code, output } = await audit(200, { busboy: [advisory('low')] });
    expect(output).toContain('low: busboy');
    expect(code).toBe(0);
  });

  it('passes when nothing is known', async () => {
    expect(await audit(200, {})).toEqual({
      code: 0,
      output: 'vulnerable packages: 0, high or critical: 0\n',
    });
  });

  it('says that it was skipped when the registry does not know, and fails only if asked to', async () => {
    const skipped = await audit(405, {});
    expect(skipped.output).toMatch(/^skipped: the registry could not be asked for known vulnerabilities \(405/);
    expect(skipped.code).toBe(0);
    expect((await audit(405, {}, '--required')).code).toBe(1);
  });
});
