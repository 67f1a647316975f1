// @ts-check
import { chrootOf, requireBare, runInside } from './bare/chroot.mjs';
import { furnish } from './bare/furnish.mjs';
import { prepareSystem } from './bare/system.mjs';
import { progress } from './progress.mjs';
import { isInterrupted, runMain } from './run-main.mjs';

const HELP = `Runs a command in a clone of this checkout on a bare Debian 12: a minimal system, this machine's Node and npm with
their settings, git and certificates, and no caches. A command that passes there passes on a fresh machine.

  npm run bare -- [--quiet] COMMAND [ARGUMENT...]
  npm run bare -- --ready        prepare the system and start a program in it; exit code 0 if that works

  --quiet   do not print how long the command took
  --help

Examples:
  npm run bare -- npm run demo
  npm run bare -- npm test -- test/browser
  npm run bare -- bash

Requires root on Debian or Ubuntu; installs debootstrap if it is missing. The clone contains only committed changes.
Several can run at the same time: each has its own copy of the system. At the end the copy is deleted and remaining
processes are killed. The exit code is that of the command.

  SLUICE_BARE_DIR=DIR        where the system (400 MB, built once) and the copies (about 5 GB each) are kept
                             (~/.cache/sluice-bare)
  SLUICE_DEBIAN_MIRROR=URL   Debian mirror (default: the one that apt uses)
`;

/** Options of this script come before the command; the rest belongs to the command. @param {string[]} args */
function readArguments(args) {
  const own = args.findIndex((arg) => !arg.startsWith('-'));
  const [options, command] = own < 0 ? [args, []] : [args.slice(0, own), args.slice(own)];
  const unknown = options.filter((option) => !['--quiet', '--ready', '--help', '-h'].includes(option));
  return { options, command, unknown };
}

await runMain(async () => {
  const { options, command, unknown } = readArguments(process.argv.slice(2));
  if (options.includes('--help') || options.includes('-h')) return void process.stdout.write(HELP);
  const ready = options.includes('--ready');
  if (unknown.length > 0 || (command.length === 0) !== ready) {
    process.stderr.write(unknown.length > 0 ? `Unknown option: ${unknown.join(' ')}.\n\n${HELP}` : HELP);
    return 2;
  }
  requireBare();
  const system = await prepareSystem(progress);
  const root = await chrootOf(system);
  furnish(root, progress);
  if (ready) return runInside(root, ['node', '--version']);
  progress(`running ${command.join(' ')}`);
  const began = performance.now();
  const code = await runInside(root, command);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  if (!options.includes('--quiet') && !isInterrupted())
    progress(`${command.join(' ')} took ${seconds} s on the bare machine (exit code ${code})`);
  return code;
});
