/** The records of a zip archive; numbers in brackets are sections of PKWARE's APPNOTE.TXT 6.3.10. */
export interface ZipRecord {
  readonly name: string;
  readonly modified: Date;
  /** Offset of the local header. */
  readonly offset: number;
  readonly zip64From: number;
  crc: number;
  size: number;
  packedSize: number;
}

/** Sizes beyond 32 bits, or more entries than 16 bits can count, need the Zip64 records. */
export const ZIP64_FROM = 0xffff_ffff;

const VERSION = 20;
const VERSION_ZIP64 = 45;
/** Sizes follow the data; names are UTF-8 [4.4.4]. */
const FLAGS = 0x0808;
const DEFLATE = 8;

const needsZip64 = ({ size, packedSize, offset, zip64From }: ZipRecord): boolean =>
  size >= zip64From || packedSize >= zip64From || offset >= zip64From;

/** Local file header [4.3.7]. */
export function localHeader({ name, modified }: ZipRecord): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  writeCommon(header, 4, VERSION, name, modified);
  return Buffer.concat([header, Buffer.from(name)]);
}

/** Data descriptor [4.3.9]. */
export function dataDescriptor(record: ZipRecord): Buffer {
  const zip64 = record.size >= record.zip64From || record.packedSize >= record.zip64From;
  const descriptor = Buffer.alloc(zip64 ? 24 : 16);
  descriptor.writeUInt32LE(0x0807_4b50, 0);
  descriptor.writeUInt32LE(record.crc, 4);
  if (zip64) {
    writeUInt64(descriptor, record.packedSize, 8);
    writeUInt64(descriptor, record.size, 16);
  } else {
    descriptor.writeUInt32LE(record.packedSize, 8);
    descriptor.writeUInt32LE(record.size, 12);
  }
  return descriptor;
}

/** Central directory header [4.3.12], with the Zip64 extra field [4.5.3] if needed. */
export function centralHeader(record: ZipRecord): Buffer {
  const zip64 = needsZip64(record);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(zip64 ? VERSION_ZIP64 : VERSION, 4);
  writeCommon(header, 6, zip64 ? VERSION_ZIP64 : VERSION, record.name, record.modified);
  header.writeUInt32LE(record.crc, 16);
  header.writeUInt32LE(zip64 ? ZIP64_FROM : record.packedSize, 20);
  header.writeUInt32LE(zip64 ? ZIP64_FROM : record.size, 24);
  header.writeUInt32LE(zip64 ? ZIP64_FROM : record.offset, 42);
  if (!zip64) return Buffer.concat([header, Buffer.from(record.name)]);
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  writeUInt64(extra, record.size, 4);
  writeUInt64(extra, record.packedSize, 12);
  writeUInt64(extra, record.offset, 20);
  header.writeUInt16LE(extra.length, 30);
  return Buffer.concat([header, Buffer.from(record.name), extra]);
}

/** End of central directory record [4.3.16], after the Zip64 one and its locator [4.3.14, 4.3.15] if needed. */
export function endOfDirectory(entries: number, size: number, offset: number, zip64From: number): Buffer {
  const zip64 = entries >= 0xffff || offset + size >= zip64From;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : entries, 8);
  end.writeUInt16LE(zip64 ? 0xffff : entries, 10);
  end.writeUInt32LE(zip64 ? ZIP64_FROM : size, 12);
  end.writeUInt32LE(zip64 ? ZIP64_FROM : offset, 16);
  if (!zip64) return end;
  const large = Buffer.alloc(76);
  large.writeUInt32LE(0x0606_4b50, 0);
  writeUInt64(large, 44, 4);
  large.writeUInt16LE(VERSION_ZIP64, 12);
  large.writeUInt16LE(VERSION_ZIP64, 14);
  writeUInt64(large, entries, 24);
  writeUInt64(large, entries, 32);
  writeUInt64(large, size, 40);
  writeUInt64(large, offset, 48);
  large.writeUInt32LE(0x0706_4b50, 56);
  writeUInt64(large, offset + size, 64);
  large.writeUInt32LE(1, 72);
  return Buffer.concat([large, end]);
}

/** The fields of both headers from `version needed` on, except CRC and sizes. */
function writeCommon(header: Buffer, at: number, version: number, name: string, modified: Date): void {
  header.writeUInt16LE(version, at);
  header.writeUInt16LE(FLAGS, at + 2);
  header.writeUInt16LE(DEFLATE, at + 4);
  const { time, date } = dosTime(modified);
  header.writeUInt16LE(time, at + 6);
  header.writeUInt16LE(date, at + 8);
  header.writeUInt16LE(Buffer.byteLength(name), at + 22);
}

/** MS-DOS date and time [4.4.6], from 1980 to 2107, here in UTC so that the output does not depend on the time zone. */
function dosTime(moment: Date): { time: number; date: number } {
  const year = Math.min(2107, Math.max(1980, moment.getUTCFullYear()));
  return {
    time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
    date: ((year - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
  };
}

const writeUInt64 = (buffer: Buffer, value: number, at: number): void =>
  void buffer.writeBigUInt64LE(BigInt(value), at);
