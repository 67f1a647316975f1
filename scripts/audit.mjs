// @ts-check
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ROOT } from './paths.mjs';
import { Plain } from './progress.mjs';
import { runMain } from './run-main.mjs';

const HELP = `npm run audit: asks the npm registry for known vulnerabilities in the packages of the lockfile.

  npm run audit                    packages that run in production
  npm run audit -- --all           also those that are only for development
  npm run audit -- --required      fails if the registry cannot be asked, instead of saying that the check was skipped
  npm run audit -- --registry URL  another registry; many mirrors know no advisories

Exit code 1 if one of them is high or critical.
`;

const SEVERE = ['high', 'critical'];

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean' },
      required: { type: 'boolean' },
      registry: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const args = ['audit', '--json', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=20000'];
  if (!values.all) args.push('--omit=dev');
  if (values.registry) args.push(`--registry=${values.registry}`);
  const { stdout } = spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const report = parsed(stdout);
  if (report.vulnerabilities === undefined) {
    const why = report.message ?? report.error?.summary ?? 'npm audit printed no report';
    if (values.required) throw new Plain(`The registry could not be asked for known vulnerabilities: ${why}`);
    process.stdout.write(`skipped: the registry could not be asked for known vulnerabilities (${why})\n`);
    return 0;
  }
  const found = Object.values(report.vulnerabilities);
  for (const line of found.flatMap(linesOf)) process.stdout.write(`${line}\n`);
  const severe = found.filter(({ severity }) => SEVERE.includes(severity));
  process.stdout.write(`vulnerable packages: ${found.length}, high or critical: ${severe.length}\n`);
  return severe.length > 0 ? 1 : 0;
});

/**
 * @typedef {{ title?: string, url?: string, range?: string }} Advisory
 * @typedef {{ name: string, severity: string, range: string, via: (string | Advisory)[] }} Vulnerable
 */

/** @param {Vulnerable} vulnerable */
function linesOf({ name, severity, range, via }) {
  return via.map((cause) =>
    typeof cause === 'string'
      ? `${severity}: ${name} ${range}: depends on ${cause}`
      : `${severity}: ${name} ${cause.range}: ${cause.title} (${cause.url})`,
  );
}

/** @returns {{ message?: string, error?: { summary?: string }, vulnerabilities?: Record<string, Vulnerable> }} */
function parsed(/** @type {string} */ text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
