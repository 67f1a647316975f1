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
 * @typedef {object} Trial a start that ends by itself, well
 * @property {string} name of a program in `bin/`
 * @property {string[]} args
 * @property {string} [prints] what its output must contain
 *
 * @typedef {object} Unpacking
 * @property {string} suite
 * @property {string} folder
 * @property {readonly string[]} packages
 * @property {readonly Trial[]} trials
 * @property {boolean} [ownLibc] for packages of this machine's own release, which use its C library
 * @property {Record<string, string>} [programs] what `bin/` starts, by name; else all programs on the PATH of the packages
 * @property {Record<string, string>} [env] what they find in their environment; `$d` is the folder
 * @property {(folder: string) => void} [prepare] puts into the folder what else belongs there
 * @property {import('../progress.mjs').Log} log
 */

/**
 * Unpacks packages with all they depend on into `folder`: `root/` holds their files, `bin/` starts their programs. The folder
 * is there only when every library was found inside it and every trial ended well; it can be moved.
 * @param {Unpacking} unpacking
 * @throws {Plain} that names what cannot be fetched, which libraries are missing, or what a program said when it failed
 */
export async function unpackPackages(unpacking) {
  const { suite, folder, packages, trials, ownLibc = false, log } = unpacking;
  log(`fetching ${packages.join(', ')} (Debian ${suite}), once for this user`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  try {
    await fetchPackages({ suite, partial, packages, ownLibc, logFile: `${folder}.log` });
    writeStarters(partial, unpacking);
    unpacking.prepare?.(partial);
    for (const trial of trials) await tryProgram(partial, trial, `${folder}.trial.log`);
    // Renamed last, so that a folder of this name is always whole.
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

/** What is loaded only while a program runs shows when it runs. @param {string} folder @param {Trial} trial @param {string} logFile */
async function tryProgram(folder, { name, args, prints = '' }, logFile) {
  try {
    await runLogged(path.join(folder, 'bin', name), args, { logFile, patience: TRIAL_MS });
    if (!readOr(logFile, '').includes(prints)) throw new Plain(`no ${prints} in ${logFile}:\n${tailOf(logFile, 25)}`);
  } catch (error) {
    throw new Plain(`${name} was unpacked and does not run: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * Those of another release start through the loader that came with them. A program that starts itself again by /proc/self/exe
 * would then start the loader: with this machine's own C library there is no need for it, and LD_LIBRARY_PATH does.
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
  if (!loader) throw new Plain('The unpacked packages have no dynamic loader.');
  return loader;
}
