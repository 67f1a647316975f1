// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/paths.mjs';
import { Plain } from '../../scripts/progress.mjs';

const PAGE = path.join(ROOT, 'docs/benchmarks.md');

/**
 * Replaces the part of docs/benchmarks.md between `<!-- bench NAME -->` and `<!-- end -->`, adding when and where it
 * was measured.
 * @param {string} name @param {string} text Markdown
 */
export function record(name, text) {
  const page = readFileSync(PAGE, 'utf8');
  const start = `<!-- bench ${name} -->\n`;
  const from = page.indexOf(start);
  const to = page.indexOf('<!-- end -->', from);
  if (from < 0 || to < 0) throw new Plain(`${PAGE} has no place for bench ${name}.`);
  const date = new Date().toISOString().slice(0, 10);
  const where = `Measured ${date}: ${os.availableParallelism()} cores, Node ${process.versions.node}.`;
  writeFileSync(PAGE, `${page.slice(0, from)}${start}\n${text.trim()}\n\n${where}\n\n${page.slice(to)}`);
}
