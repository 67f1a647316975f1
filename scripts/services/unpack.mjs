// @ts-check
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { debianMirror } from '../debian.mjs';
import { readOr, runLogged, tailOf } from '../process.mjs';
import { Plain } from '../progress.mjs';
import { requireLibraries } from './libraries.mjs';

const FETCH = fileURLToPath(new URL('fetch-debian.sh', import.meta.url));
const TRIAL_MS = 60_000;

/**
 * @typedef {object} Trial a command that must exit successfully
 * @property {string} name program in `bin/`
 * @property {string[]} args
 * @property {string} [prints] text that its output must contain
 *
 * @typedef {object} Unpacking
 * @property {string} suite
 * @property {string} folder
 * @property {readonly string[]} packages
 * @property {readonly Trial[]} trials
 * @property {boolean} [ownLibc] for packages of this machine's own release, which use its C library
 * @property {Record<string, string>} [programs] programs in `bin/`, by name; default: all programs on the packages' PATH
 * @property {Record<string, string>} [env] their environment; `$d` is the folder
 * @property {(folder: string) => void} [prepare] adds other files to the folder
 * @property {import('../progress.mjs').Log} log
 */

/**
 * Unpacks packages with all dependencies into `folder`: `root/` has their files, `bin/` wrappers for their programs. The
 * folder appears only after all libraries were found in it and all trials succeeded. It can be moved.
 * @param {Unpacking} unpacking
 * @throws {Plain} that lists failed downloads or missing libraries, or has the output of a failed program
 */
export async function unpackPackages(unpacking) {
  const { suite, folder, packages, trials, ownLibc = false, log } = unpacking;
  log(`downloading ${packages.join(', ')} (Debian ${suite}); this happens once per user`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  try {
    await fetchPackages({ suite, partial, packages, ownLibc, logFile: `${folder}.log` });
    writeStarters(partial, unpacking);
    unpacking.prepare?.(partial);
    for (const trial of trials) await tryProgram(partial, trial, `${folder}.trial.log`);
    // Renamed last, so that a folder with this name is always complete.
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  log(`unpacked into ${folder}`);
}

/** @param {{ suite: string, partial: string, packages: readonly string[], ownLibc: boolean, logFile: string }} request */
async function fetchPackages({ suite, partial, packages, ownLibc, logFile }) {
  const mirror = await debianMirror();
  const args = [...(ownLibc ? ['--own-libc'] : []), mirror, suite, partial, ...packages];
  await runLogged(FETCH, args, { logFile }).catch(() => {
    throw new Plain(`${tailOf(logFile, 1).trim()}; log: ${logFile}`);
  });
}

/** Libraries that are loaded at run time can only be checked by running the program. @param {string} folder @param {Trial} trial @param {string} logFile */
async function tryProgram(folder, { name, args, prints = '' }, logFile) {
  try {
    await runLogged(path.join(folder, 'bin', name), args, { logFile, patience: TRIAL_MS });
    if (!readOr(logFile, '').includes(prints))
      throw new Plain(`"${prints}" not found in ${logFile}:\n${tailOf(logFile, 25)}`);
  } catch (error) {
    throw new Plain(`${name} was unpacked but does not run: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * Programs of another release start through their own loader. A program that restarts itself through /proc/self/exe would
 * start the loader instead; with this machine's own C library LD_LIBRARY_PATH is enough.
 * @param {string} folder @param {Unpacking} unpacking
 */
function writeStarters(folder, { ownLibc = false, env = {}, programs }) {
  const root = path.join(folder, 'root');
  const libraries = requireLibraries(root, { ownLibc });
  const search = libraries.folders.map((name) => `$d/root/${name}`).join(':');
  const loader = ownLibc ? '' : loaderOf(root);
  const variables = Object.entries({ ...env, ...(ownLibc ? { LD_LIBRARY_PATH: search } : {}) });
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  for (const [name, program] of Object.entries(programs ?? onPath(libraries.programs))) {
    const file = `"$d/root/${program}"`;
    const start = ownLibc ? file : `"$d/root/${loader}" --library-path "${search}" --argv0 ${file} ${file}`;
    const lines = [
      '#!/bin/sh',
      'd=$(dirname "$(dirname "$(readlink -f "$0")")")',
      ...variables.map(([variable, value]) => `export ${variable}="${value}"`),
      `exec ${start} "$@"`,
    ];
    writeFileSync(path.join(folder, 'bin', name), `${lines.join('\n')}\n`, { mode: 0o755 });
  }
}

/** @param {string[]} programs */
const onPath = (programs) =>
  Object.fromEntries(
    programs.filter((file) => /^(usr\/)?s?bin\/[^/]+$/.test(file)).map((file) => [path.basename(file), file]),
  );

/** @param {string} root */
function loaderOf(root) {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const loader = files.find((file) => /(^|\/)[\w.-]+-linux-gnu\/ld-linux[\w-]*\.so\.\d+$/.test(file));
  if (!loader) throw new Plain('The unpacked packages contain no dynamic loader.');
  return loader;
}
