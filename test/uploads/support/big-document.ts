import { createHash } from 'node:crypto';

const LINE_BYTES = 64;
const BLOCK_BYTES = 1 << 20;
const HEADER = 'identifier,name,type,description,valid_from,valid_to,is_active'.padEnd(LINE_BYTES - 1, ' ');

/** Lines of 64 bytes; the first line of each block contains the block's number, so that all blocks differ. */
const template = Buffer.from(
  `${Array.from({ length: BLOCK_BYTES / LINE_BYTES }, (_, n) =>
    `A-0000000000-${String(n).padStart(6, '0')},pump,sensor`.padEnd(LINE_BYTES - 1, ' '),
  ).join('\n')}\n`,
);

/** A table of any size that is generated on the fly: each byte follows from its offset. */
export class BigDocument {
  readonly sizeBytes: number;

  /** `lines`: number of lines of 64 bytes, including the header. */
  constructor(lines: number) {
    this.sizeBytes = lines * LINE_BYTES;
  }

  static ofAtLeast(bytes: number): BigDocument {
    return new BigDocument(Math.ceil(bytes / LINE_BYTES));
  }

  /** The bytes from `start` to before `end`, in pieces of at most 1 MiB whose buffers are not reused. */
  *read(start = 0, end = this.sizeBytes): Generator<Buffer> {
    for (let at = start; at < end; ) {
      const number = Math.floor(at / BLOCK_BYTES);
      const from = at - number * BLOCK_BYTES;
      const to = Math.min(BLOCK_BYTES, end - number * BLOCK_BYTES);
      yield blockOf(number).subarray(from, to);
      at += to - from;
    }
  }

  /** SHA-256 (hex) of the whole or a part. */
  sha256(start = 0, end = this.sizeBytes): string {
    const hash = createHash('sha256');
    for (const piece of this.read(start, end)) hash.update(piece);
    return hash.digest('hex');
  }
}

function blockOf(number: number): Buffer {
  const block = Buffer.from(template);
  if (number === 0) block.write(`${HEADER}\n`, 0, 'latin1');
  else block.write(String(number).padStart(10, '0'), 2, 'latin1');
  return block;
}
