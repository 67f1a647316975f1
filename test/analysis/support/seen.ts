import type { Fixture } from './fixtures.ts';
import { type Seen, seeCsv, seeWorkbook } from './table.ts';

/** The file as read by a third-party reader. */
export const seeFixture = async ({ file, bytes, expected }: Fixture): Promise<Seen> =>
  file.endsWith('.xlsx') ? seeWorkbook(bytes) : seeCsv(withoutMark(bytes), expected);

const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? bytes.subarray(3) : bytes;
