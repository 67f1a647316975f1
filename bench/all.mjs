// @ts-check
/** All benches in turn, recorded in docs/benchmarks.md with the machine and the versions. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../scripts/paths.mjs';
import { runShown } from '../scripts/process.mjs';
import { Plain, progress } from '../scripts/progress.mjs';
import { atEnd, isInterrupted, runMain } from '../scripts/run-main.mjs';
import { describeMachine } from './support/machine.mjs';
import { today, writePart } from './support/record.mjs';
import { MISSED_FILE } from './support/results.mjs';
import { markdownTable } from './support/stats.mjs';

const HELP = `npm run bench -- all [--full] [--only import,small] [--no-record]

Runs the benchmarks in turn, each as a process of its own, and writes their tables to docs/benchmarks.md, with the date, the
machine and the versions. Lists what missed a limit at the end. If one fails, the others still run, and the exit code is 1. Ctrl-C
stops it; tables written before stay. Run nothing else on the machine.

  --full       10 million rows as well, and more pairs: about an hour instead of 15 to 20 minutes
  --only       some of them; the date, machine and versions stay as they are
  --no-record  only prints the tables
`;
const EXPECTED_MINUTES = { quick: 18, full: 70 };
const FOLDER = path.join(ROOT, 'bench');

const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => path.basename(file, '.mjs'))
  .filter((name) => name !== 'all');

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      only: { type: 'string' },
      record: { type: 'boolean', default: true },
      help: { type: 'boolean', short: 'h', default: false },
    },
    allowNegative: true,
  });
  if (values.help) return void process.stdout.write(HELP);
  const chosen = values.only?.split(',') ?? names;
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Plain(`--only ${unknown}: must be some of ${names.join(', ')}.`);

  const about = await describeMachine();
  const args = [...(values.full ? ['--full'] : []), ...(values.record ? ['--record'] : [])];
  const expected = values.only ? '' : `, about ${EXPECTED_MINUTES[values.full ? 'full' : 'quick']} expected`;
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice-bench-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const missedFile = path.join(folder, 'missed.txt');
  writeFileSync(missedFile, '');
  const env = { ...process.env, [MISSED_FILE]: missedFile };
  /** @type {string[]} */
  const failed = [];
  for (const [at, name] of chosen.entries()) {
    progress(`${at + 1} of ${chosen.length}: ${name} (${minutes()} min so far${expected})`);
    const code = await runShown(process.execPath, [path.join(FOLDER, `${name}.mjs`), ...args], { cwd: ROOT, env });
    if (isInterrupted()) return;
    if (code !== 0) failed.push(name);
  }
  progress(`${chosen.length - failed.length} of ${chosen.length} benchmarks completed in ${minutes()} min`);
  const missed = readFileSync(missedFile, 'utf8');
  if (missed) process.stdout.write(`\nLimits that were missed:\n${missed}`);
  else if (failed.length === 0) process.stdout.write('\nAll limits were met.\n');
  if (values.record && !values.only) writePart('all', summary({ full: values.full, about, failed, missed }));
  if (failed.length === 0) return;
  process.stderr.write(`\nFailed: ${failed.join(', ')}\n`);
  return 1;
});

/** Since the start. */
function minutes() {
  return (performance.now() / 60_000).toFixed(1);
}

/** @param {{ full: boolean, about: [string, string][], failed: readonly string[], missed: string }} run missed: a line for each */
function summary({ full, about, failed, missed }) {
  const command = `\`npm run bench -- all${full ? ' --full' : ''}\``;
  const rows = [['command', `${command}, ${minutes()} min`], ...about];
  rows.push(['measurements that missed a limit', String(missed.split('\n').length - 1)]);
  if (failed.length > 0) rows.push(['failed, so older tables', failed.join(', ')]);
  return markdownTable(['measured', today()], rows);
}
