// @ts-check
import { closeSync, openSync, readSync } from 'node:fs';

/**
 * What the dynamic loader needs to know about a program or library.
 * @typedef {object} Elf
 * @property {string[]} needed names of libraries (DT_NEEDED)
 * @property {boolean} isProgram whether it names a loader, so that it can be started
 */

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const DT = { null: 0, needed: 1, strtab: 5, strsz: 10 };
const ET_EXEC = 2;
const ET_DYN = 3;

/**
 * Reads the dynamic section of a 64-bit little-endian ELF file (System V gABI, chapter 5), the only kind on amd64 and arm64.
 * Needs no tools and reads only a few pages of the file.
 * @param {string} file
 * @returns {Elf | undefined} undefined for anything that is not dynamically linked: text, data, object files, static programs
 */
export function readElf(file) {
  const handle = openSync(file, 'r');
  try {
    return readDynamic((at, length) => readAt(handle, at, length));
  } finally {
    closeSync(handle);
  }
}

/** @typedef {(at: number, length: number) => Buffer} Read */

/** @param {number} handle @param {number} at @param {number} length */
function readAt(handle, at, length) {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(handle, buffer, 0, length, at));
}

/** @param {Read} read @returns {Elf | undefined} */
function readDynamic(read) {
  const header = read(0, 64);
  if (header.length < 64 || header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1)
    return undefined;
  if (![ET_EXEC, ET_DYN].includes(header.readUInt16LE(16))) return undefined;
  const segments = segmentsOf(read, header);
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  if (!dynamic) return undefined;
  const entries = entriesOf(read(dynamic.offset, dynamic.size));
  const valueAt = (/** @type {number} */ tag) => entries.find((entry) => entry.tag === tag)?.value;
  const strings = read(offsetOf(segments, valueAt(DT.strtab) ?? 0), valueAt(DT.strsz) ?? 0);
  const stringAt = (/** @type {number} */ at) => strings.toString('utf8', at, strings.indexOf(0, at));
  return {
    needed: entries.filter(({ tag }) => tag === DT.needed).map(({ value }) => stringAt(value)),
    isProgram: segments.some(({ type }) => type === PT_INTERP),
  };
}

/** @typedef {{ type: number, offset: number, address: number, size: number }} Segment */

/** @param {Read} read @param {Buffer} header @returns {Segment[]} */
function segmentsOf(read, header) {
  const [at, size, count] = [Number(header.readBigUInt64LE(32)), header.readUInt16LE(54), header.readUInt16LE(56)];
  const table = read(at, size * count);
  return Array.from({ length: count }, (_, index) => {
    const entry = table.subarray(index * size, (index + 1) * size);
    return {
      type: entry.readUInt32LE(0),
      offset: Number(entry.readBigUInt64LE(8)),
      address: Number(entry.readBigUInt64LE(16)),
      size: Number(entry.readBigUInt64LE(32)),
    };
  });
}

/** @param {Buffer} section */
function entriesOf(section) {
  /** @type {{ tag: number, value: number }[]} */
  const entries = [];
  for (let at = 0; at + 16 <= section.length; at += 16) {
    const tag = Number(section.readBigInt64LE(at));
    if (tag === DT.null) break;
    entries.push({ tag, value: Number(section.readBigUInt64LE(at + 8)) });
  }
  return entries;
}

/** The file offset of an address in the loaded program. @param {Segment[]} segments @param {number} address */
function offsetOf(segments, address) {
  const segment = segments.find(
    ({ type, address: from, size }) => type === PT_LOAD && from <= address && address < from + size,
  );
  return segment ? address - segment.address + segment.offset : address;
}
