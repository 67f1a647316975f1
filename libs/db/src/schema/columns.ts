import { sql } from 'drizzle-orm';
import { customType, datetime } from 'drizzle-orm/mysql-core';

/** Text that Sluice generates (ids, codes, hashes): one byte per character, compared byte by byte. */
const asciiText = (sqlType: string) =>
  customType<{ data: string }>({ dataType: () => `${sqlType} character set ascii collate ascii_bin` });

/** A UUID as text, because clients see it. */
export const uuid = asciiText('char(36)');

/** The account: any printable ASCII id that the application in front of Sluice uses. */
export const accountId = asciiText('varchar(64)');

export const sha256 = asciiText('char(64)');

export const asciiName = (length: number) => asciiText(`varchar(${length})`);

/** Identifying text from users, compared code point by code point. */
export const exactText = (name: string, length: number) =>
  customType<{ data: string }>({ dataType: () => `varchar(${length}) character set utf8mb4 collate utf8mb4_bin` })(
    name,
  );

/**
 * JSON as text. Such a column is added to a large table at once; on MariaDB, one of type JSON brings a check constraint, for
 * which the table is copied (see docs/adr/0024-checks-on-old-tables.md).
 */
export const jsonText = <T>(name: string) =>
  customType<{ data: T; driverData: string }>({
    dataType: () => 'mediumtext',
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (text) => JSON.parse(text) as T,
  })(name);

/** Up to 16 MiB of text. */
export const longText = customType<{ data: string }>({ dataType: () => 'mediumtext' });

/** Up to 16 MiB of bytes. */
export const blob = customType<{ data: Buffer }>({ dataType: () => 'mediumblob' });

/** UTC with milliseconds. */
export const timestamp = (name: string) => datetime(name, { mode: 'date', fsp: 3 });

/** The server's clock; sessions run in UTC (see `client.ts`). */
export const now = sql`(now(3))`;
