// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/paths.mjs';
import { Plain } from '../../scripts/progress.mjs';

const PAGE = path.join(ROOT, 'docs/benchmarks.md');

/** Writes the part of a bench to docs/benchmarks.md, with when, where and how it was measured. @param {string} bench @param {string} text Markdown */
export function record(bench, text) {
  const args = process.argv.slice(2).filter((arg) => arg !== '--record');
  const command = ['npm run bench --', bench, ...args].join(' ');
  const where = `${os.availableParallelism()} cores, Node ${process.versions.node}`;
  writePart(bench, `${text.trim()}\n\nMeasured ${today()} by \`${command}\`: ${where}.`);
}

export const today = () => new Date().toISOString().slice(0, 10);

/**
 * Replaces what is between `<!-- bench NAME -->` and `<!-- end -->` in docs/benchmarks.md.
 * @param {string} name @param {string} text Markdown
 */
export function writePart(name, text) {
  const page = readFileSync(PAGE, 'utf8');
  const start = `<!-- bench ${name} -->\n`;
  const from = page.indexOf(start);
  const to = page.indexOf('<!-- end -->', from);
  if (from < 0 || to < 0) throw new Plain(`${PAGE} has no place for bench ${name}.`);
  writeFileSync(PAGE, `${page.slice(0, from)}${start}\n${text}\n\n${page.slice(to)}`);
}
