// @ts-check
import { chrootOf, requireBare, runInside } from './bare/chroot.mjs';
import { furnish } from './bare/furnish.mjs';
import { prepareSystem } from './bare/system.mjs';
import { progress } from './progress.mjs';
import { isInterrupted, runMain } from './run-main.mjs';

const HELP = `Runs a command in a clone of this checkout on a bare Debian 12: the minimal system, this machine's Node and npm with
their settings, git and certificates, and no cache. What passes there passes on a fresh machine.

  npm run bare -- [--quiet] COMMAND [ARGUMENT...]
  npm run bare -- --ready        prepares the system and starts a program in it; exit code 0 when that works

  --quiet   do not print how long the command took
  --help

Examples:
  npm run bare -- npm run demo
  npm run bare -- npm test -- test/browser
  npm run bare -- bash

It needs root and a Debian or Ubuntu machine, and installs debootstrap when that is missing. The clone holds what is
committed. Several can run side by side: each has a copy of the system, which is deleted at the end together with
everything that the command left running. Its exit code is the command's.

  SLUICE_BARE_DIR=DIR        where the system (400 MB, built once) and the copies (about 5 GB each) are kept
                             (~/.cache/sluice-bare)
  SLUICE_DEBIAN_MIRROR=URL   instead of the mirror of this machine's apt
`;

/** Our own options come before the command; what follows it is the command's. @param {string[]} args */
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
    process.stderr.write(unknown.length > 0 ? `There is no option ${unknown.join(' ')}.\n\n${HELP}` : HELP);
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
