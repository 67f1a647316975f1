import { randomInt } from 'node:crypto';
import { BlockFile } from './block-file.ts';

/** Filter bits per expected key: about 1 false positive in 200 when full, each costing one lookup. */
const BITS_PER_KEY = 12;
const PROBES = 5;
const BLOCK_BYTES = 512;
const KEYS_PER_PARTITION = 256;
const MAX_PARTITIONS = 16_384;
/** Bytes of an entry before its key: row (4), key length (4). */
const ENTRY_HEAD = 8;
/** No block. */
const NONE = -1;

/** The positions of blocks in the file, each linked to the previous one of its partition: sixteen bytes per block. */
class BlockList {
  #starts = new Float64Array(64);
  #lengths = new Uint32Array(64);
  #older = new Int32Array(64);
  #count = 0;

  add(start: number, length: number, older: number): number {
    if (this.#count === this.#starts.length) {
      this.#starts = grown(this.#starts, Float64Array);
      this.#lengths = grown(this.#lengths, Uint32Array);
      this.#older = grown(this.#older, Int32Array);
    }
    this.#starts[this.#count] = start;
    this.#lengths[this.#count] = length;
    this.#older[this.#count] = older;
    return this.#count++;
  }

  start = (block: number): number => this.#starts[block] ?? 0;
  length = (block: number): number => this.#lengths[block] ?? 0;
  older = (block: number): number => this.#older[block] ?? NONE;
}

function grown<T extends Float64Array | Uint32Array | Int32Array>(array: T, kind: new (length: number) => T): T {
  const larger = new kind(array.length * 2);
  larger.set(array);
  return larger;
}

/**
 * The keys seen in a file, each with its first row, in little memory. A Bloom filter rules out nearly every new key; the rest
 * are looked up exactly in blocks on disk, partitioned by hash. A hash table of ten million keys would be ten times as
 * large.
 */
export class SeenKeys {
  readonly #filter: Uint32Array;
  readonly #filterBits: number;
  readonly #partitions: number;
  /** The newest block on disk, per partition. */
  readonly #newest: Int32Array;
  readonly #blocks = new BlockList();
  /** The block being filled, per partition. */
  readonly #open: Buffer;
  readonly #used: Uint16Array;
  readonly #seed = randomInt(2 ** 31);
  readonly #file: BlockFile;
  /** Both halves of the last key's hash, and whether it is ASCII; set by `#hash`. */
  #high = 0;
  #low = 0;
  #isAscii = true;
  #hashed: string | undefined;

  /** `path` is a temporary file, deleted by `close`. More keys than `expected` only cost more lookups. */
  constructor(path: string, expected: number) {
    this.#filterBits = Math.max(1, Math.ceil((expected * BITS_PER_KEY) / 32)) * 32;
    this.#filter = new Uint32Array(this.#filterBits / 32);
    this.#partitions = Math.min(MAX_PARTITIONS, Math.max(1, Math.ceil(expected / KEYS_PER_PARTITION)));
    this.#newest = new Int32Array(this.#partitions).fill(NONE);
    this.#open = Buffer.alloc(this.#partitions * BLOCK_BYTES);
    this.#used = new Uint16Array(this.#partitions);
    this.#file = new BlockFile(path);
  }

  /** The first row with `key`, or 0. */
  find(key: string): number {
    this.#hash(key);
    return this.#mayHave() ? this.#lookUp(key) : 0;
  }

  /** Records that `row` has `key`, for which `find` returned 0. */
  add(key: string, row: number): void {
    this.#hash(key);
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = this.#bit(probe);
      const word = bit >>> 5;
      this.#filter[word] = (this.#filter[word] ?? 0) | (1 << (bit & 31));
    }
    this.#store(key, row);
  }

  close(): void {
    this.#file.close();
  }

  /** Two independent 32-bit hashes, seeded so that files cannot be crafted to collide (multiplicative, after MurmurHash3). */
  #hash(key: string): void {
    if (key === this.#hashed) return;
    this.#hashed = key;
    let high = this.#seed;
    let low = ~this.#seed;
    let units = 0;
    for (let at = 0; at < key.length; at++) {
      const unit = key.charCodeAt(at);
      units |= unit;
      high = Math.imul(high ^ unit, 0x85ebca6b);
      high ^= high >>> 13;
      low = Math.imul(low ^ unit, 0xc2b2ae35);
      low ^= low >>> 16;
    }
    this.#isAscii = units < 128;
    this.#high = Math.imul(high ^ (high >>> 16), 0x27d4eb2f) >>> 0;
    this.#low = (Math.imul(low ^ (low >>> 15), 0x165667b1) | 1) >>> 0;
  }

  #bit(probe: number): number {
    return (this.#high + probe * this.#low) % this.#filterBits;
  }

  #mayHave(): boolean {
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = this.#bit(probe);
      if (((this.#filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  #store(key: string, row: number): void {
    const partition = this.#high % this.#partitions;
    const keyBytes = this.#isAscii ? key.length : Buffer.byteLength(key);
    const size = ENTRY_HEAD + keyBytes;
    if (size > BLOCK_BYTES) {
      const entry = Buffer.alloc(size);
      writeEntry(entry, 0, key, keyBytes, row);
      this.#append(partition, entry);
      return;
    }
    const start = partition * BLOCK_BYTES;
    let used = this.#used[partition] ?? 0;
    if (used + size > BLOCK_BYTES) {
      this.#append(partition, this.#open.subarray(start, start + used));
      used = 0;
    }
    writeEntry(this.#open, start + used, key, keyBytes, row);
    this.#used[partition] = used + size;
  }

  #append(partition: number, block: Buffer): void {
    const start = this.#file.append(block);
    this.#newest[partition] = this.#blocks.add(start, block.length, this.#newest[partition] ?? NONE);
  }

  #lookUp(key: string): number {
    const wanted = Buffer.from(key);
    const partition = this.#high % this.#partitions;
    const start = partition * BLOCK_BYTES;
    const found = findEntry(this.#open.subarray(start, start + (this.#used[partition] ?? 0)), wanted);
    if (found) return found;
    for (let block = this.#newest[partition] ?? NONE; block !== NONE; block = this.#blocks.older(block)) {
      const row = findEntry(this.#file.read(this.#blocks.start(block), this.#blocks.length(block)), wanted);
      if (row) return row;
    }
    return 0;
  }
}

function writeEntry(target: Buffer, at: number, key: string, keyBytes: number, row: number): void {
  target.writeUInt32LE(row, at);
  target.writeUInt32LE(keyBytes, at + 4);
  // Short keys are copied faster than Node's writing is called.
  if (keyBytes !== key.length || keyBytes > SHORT_KEY) target.write(key, at + ENTRY_HEAD, 'utf8');
  else for (let unit = 0; unit < keyBytes; unit++) target[at + ENTRY_HEAD + unit] = key.charCodeAt(unit);
}
const SHORT_KEY = 32;

function findEntry(block: Buffer, wanted: Buffer): number {
  for (let at = 0; at < block.length; ) {
    const length = block.readUInt32LE(at + 4);
    const end = at + ENTRY_HEAD + length;
    if (length === wanted.length && wanted.equals(block.subarray(at + ENTRY_HEAD, end))) return block.readUInt32LE(at);
    at = end;
  }
  return 0;
}
