// @ts-check
import { readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { Plain } from '../progress.mjs';
import { readElf } from './elf.mjs';

/**
 * Unpacked programs and libraries, as the dynamic loader sees them; all paths are relative to the folder.
 * @typedef {object} Libraries
 * @property {string[]} programs executable programs
 * @property {string[]} folders the loader's search path, most used first
 * @property {{ name: string, neededBy: string[] }[]} missing libraries that are not in the folder
 */

/** The files of Debian's C library (package libc6). */
const LIBC =
  /^(ld-linux[\w-]*|lib(c|m|mvec|dl|pthread|rt|resolv|util|anl|nsl|thread_db|BrokenLocale|nss_\w+))\.so\.\d+$/;
const SHOWN = 5;

/**
 * Reads every program and library below `root`, recursively, and finds the libraries that each one needs.
 * @param {string} root
 * @param {{ ownLibc?: boolean }} [options] ownLibc: uses this machine's C library, so it may be missing
 * @returns {Libraries}
 */
export function readLibraries(root, { ownLibc = false } = {}) {
  const { objects, programs, homes } = objectsIn(root);
  /** @type {Map<string, string[]>} */
  const wanted = new Map();
  for (const { file, elf } of objects) {
    for (const name of elf.needed) wanted.set(name, [...(wanted.get(name) ?? []), file]);
  }
  const isGiven = (/** @type {string} */ name) => homes.has(name) || (ownLibc && LIBC.test(name));
  return {
    programs,
    folders: foldersFor([...wanted.keys()].map((name) => homes.get(name) ?? [])),
    missing: [...wanted].filter(([name]) => !isGiven(name)).map(([name, neededBy]) => ({ name, neededBy })),
  };
}

/**
 * @param {string} root @param {{ ownLibc?: boolean }} [options]
 * @throws {Plain} that lists each missing library and what needs it
 */
export function requireLibraries(root, options) {
  const libraries = readLibraries(root, options);
  if (libraries.missing.length === 0) return libraries;
  const lines = libraries.missing.map(({ name, neededBy }) => {
    const more = neededBy.length > SHOWN ? ` and ${neededBy.length - SHOWN} more` : '';
    return `    ${name}, needed by ${neededBy.slice(0, SHOWN).join(', ')}${more}`;
  });
  throw new Plain(`The unpacked packages lack ${lines.length} shared libraries:\n${lines.join('\n')}`);
}

/**
 * @param {string} root
 * @returns {{ objects: { file: string, elf: import('./elf.mjs').Elf }[], programs: string[], homes: Map<string, string[]> }}
 *   homes: the folders that contain a library, by its name. A link counts only if its target is inside `root`, because other
 *   machines have nothing else. Variants for newer processors do not count; the loader merely prefers them.
 */
function objectsIn(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => ({ entry, file: path.relative(root, path.join(entry.parentPath, entry.name)) }));
  const objects = entries.flatMap(({ entry, file }) => {
    const elf = entry.isFile() ? readElf(path.join(root, file)) : undefined;
    return elf ? [{ file, elf }] : [];
  });
  const elfs = new Map(objects.map(({ file, elf }) => [file, elf]));
  /** @type {string[]} */
  const programs = [];
  /** @type {Map<string, string[]>} */
  const homes = new Map();
  for (const { entry, file } of entries) {
    const elf = elfs.get(entry.isFile() ? file : targetOf(root, file));
    if (elf?.isProgram) programs.push(file);
    if (elf && !file.includes('/glibc-hwcaps/'))
      homes.set(entry.name, [...(homes.get(entry.name) ?? []), path.dirname(file)]);
  }
  return { objects, programs, homes };
}

/** @param {string} root @param {string} link */
function targetOf(root, link) {
  try {
    return path.relative(realpathSync(root), realpathSync(path.join(root, link)));
  } catch {
    return '';
  }
}

/** A small set of folders that contains all of them. @param {string[][]} wanted for each library the folders that have it */
function foldersFor(wanted) {
  /** @type {Map<string, number>} */
  const uses = new Map();
  for (const folder of wanted.flat()) uses.set(folder, (uses.get(folder) ?? 0) + 1);
  const byUse = [...uses].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([folder]) => folder);
  /** @type {Set<string>} */
  const chosen = new Set();
  for (const homes of wanted) {
    const first = byUse.find((folder) => homes.includes(folder));
    if (first && !homes.some((home) => chosen.has(home))) chosen.add(first);
  }
  return byUse.filter((folder) => chosen.has(folder));
}
