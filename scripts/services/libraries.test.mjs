// @ts-check
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readElf } from './elf.mjs';
import { readLibraries, requireLibraries } from './libraries.mjs';

const PAGE = 4096;
const BASE = 0x400000;

/** @type {string} */
let root;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'sluice-elf-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes an ELF file with a dynamic section, mapped at an address that differs from its file offset. */
function put(/** @type {string} */ name, /** @type {string[]} */ needed, { program = false } = {}) {
  const strings = ['', ...needed].map((text) => `${text}\0`);
  const at = (/** @type {number} */ index) => strings.slice(0, index).join('').length;
  const table = Buffer.from(strings.join(''));
  const dynamic = pairs([
    ...needed.map((_, index) => [1, at(index + 1)]),
    [5, BASE + PAGE],
    [10, table.length],
    [0, 0],
  ]);
  const file = Buffer.alloc(PAGE * 2 + dynamic.length);
  const header = Buffer.from('7f454c46020101', 'hex');
  header.copy(file);
  file.writeUInt16LE(3, 16);
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(program ? 3 : 2, 56);
  segment(file, 0, { type: 1, offset: PAGE, address: BASE + PAGE, size: PAGE });
  segment(file, 1, { type: 2, offset: PAGE * 2, address: BASE + PAGE * 2, size: dynamic.length });
  if (program) segment(file, 2, { type: 3, offset: 0, address: BASE, size: 1 });
  table.copy(file, PAGE);
  dynamic.copy(file, PAGE * 2);
  putFile(name, file);
}

function putFile(/** @type {string} */ name, /** @type {string | Buffer} */ content) {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), content);
}

function pairs(/** @type {number[][]} */ entries) {
  const buffer = Buffer.alloc(entries.length * 16);
  for (const [index, value] of entries.flat().entries()) buffer.writeBigUInt64LE(BigInt(value), index * 8);
  return buffer;
}

/** @param {Buffer} file @param {number} index @param {{ type: number, offset: number, address: number, size: number }} values */
function segment(file, index, { type, offset, address, size }) {
  const at = 64 + index * 56;
  file.writeUInt32LE(type, at);
  for (const [place, value] of /** @type {const} */ ([
    [8, offset],
    [16, address],
    [32, size],
  ]))
    file.writeBigUInt64LE(BigInt(value), at + place);
}

describe('readElf', () => {
  it.runIf(process.platform === 'linux')('reads the needed libraries of a real program', () => {
    expect(readElf(process.execPath)?.needed).toEqual(expect.arrayContaining(['libc.so.6', 'libm.so.6']));
    expect(readElf(process.execPath)?.isProgram).toBe(true);
  });

  it('returns undefined for files that are not dynamically linked', () => {
    putFile('script', '#!/bin/sh\n');
    putFile('linker-script.so', `/* GNU ld script */\n${' '.repeat(100)}`);
    putFile('empty', '');
    expect(['script', 'linker-script.so', 'empty'].map((name) => readElf(path.join(root, name)))).toEqual(
      Array(3).fill(undefined),
    );
  });
});

describe('readLibraries', () => {
  it('finds libraries in subfolders and lists every folder that the loader needs', () => {
    put('usr/lib/chromium/chromium', ['libpulse.so.0', 'libx.so.1'], { program: true });
    put('usr/lib/arch/libx.so.1', []);
    put('usr/lib/arch/libpulse.so.0', ['libpulsecommon-16.1.so', 'libx.so.1']);
    put('usr/lib/arch/pulseaudio/libpulsecommon-16.1.so', []);
    put('usr/lib/arch/sasl2/libplugin.so', ['libx.so.1']);
    expect(readLibraries(root)).toEqual({
      programs: ['usr/lib/chromium/chromium'],
      folders: ['usr/lib/arch', 'usr/lib/arch/pulseaudio'],
      missing: [],
    });
  });

  it('uses one folder if a library is in several', () => {
    put('usr/bin/program', ['liba.so', 'libb.so'], { program: true });
    for (const name of ['other/liba.so', 'usr/lib/liba.so', 'usr/lib/libb.so']) put(name, []);
    expect(readLibraries(root).folders).toEqual(['usr/lib']);
  });

  it('ignores links that are broken or lead out of the folder, and files that are not libraries', () => {
    put('usr/lib/liba.so', ['libhost.so', 'libgone.so', 'libtext.so', 'libgood.so']);
    put('usr/lib/real/libgood.so.1', []);
    symlinkSync('real/libgood.so.1', path.join(root, 'usr/lib/libgood.so'));
    symlinkSync('/bin/sh', path.join(root, 'usr/lib/libhost.so'));
    symlinkSync('nothing', path.join(root, 'usr/lib/libgone.so'));
    putFile('usr/lib/libtext.so', 'INPUT(liba.so)');
    expect(readLibraries(root).missing.map(({ name }) => name)).toEqual(['libhost.so', 'libgone.so', 'libtext.so']);
  });

  it('lists a program that is a symlink to another', () => {
    put('usr/bin/valkey-check-rdb', [], { program: true });
    symlinkSync('valkey-check-rdb', path.join(root, 'usr/bin/valkey-server'));
    expect(readLibraries(root).programs.sort()).toEqual(['usr/bin/valkey-check-rdb', 'usr/bin/valkey-server']);
  });
});

describe('requireLibraries', () => {
  it('names a missing library and the files that need it', () => {
    put('usr/bin/mysqld', ['libprotobuf.so.32', 'libc.so.6'], { program: true });
    put('usr/lib/arch/libprotobuf.so.32', ['libc.so.6']);
    put('usr/lib/arch/libc.so.6', []);
    expect(() => requireLibraries(root)).not.toThrow();
    rmSync(path.join(root, 'usr/lib/arch/libprotobuf.so.32'));
    expect(() => requireLibraries(root)).toThrow('libprotobuf.so.32, needed by usr/bin/mysqld');
  });

  it('allows only the C library to be missing, and only for packages of the same release', () => {
    put('usr/bin/program', ['libc.so.6', 'libm.so.6', 'ld-linux-x86-64.so.2', 'libcrypt.so.1'], { program: true });
    const missing = (/** @type {boolean} */ ownLibc) =>
      readLibraries(root, { ownLibc }).missing.map(({ name }) => name);
    expect(missing(true)).toEqual(['libcrypt.so.1']);
    expect(missing(false)).toEqual(['libc.so.6', 'libm.so.6', 'ld-linux-x86-64.so.2', 'libcrypt.so.1']);
  });
});
