/** What a column holds, as far as it decides which fields can be written to it. */
export type Family =
  | ('integer' | 'decimal' | 'float' | 'text' | 'bytes' | 'member' | 'json' | 'uuid')
  | ('date' | 'datetime' | 'time' | 'year' | 'other');

/** The parts of a type as information_schema and definitions write it. */
export interface ColumnType {
  /** `varchar`, `tinyint`, … */
  readonly base: string;
  readonly family: Family;
  readonly unsigned: boolean;
  /** The numbers in its parentheses: a length, a precision and a scale, or the digits of fractions of seconds. */
  readonly sizes: readonly number[];
  /** Of enum and set. */
  readonly members: readonly string[];
}

const families: Readonly<Record<string, Family>> = {
  ...{ tinyint: 'integer', smallint: 'integer', mediumint: 'integer', int: 'integer', bigint: 'integer' },
  ...{ boolean: 'integer', decimal: 'decimal', float: 'float', double: 'float' },
  ...{ char: 'text', varchar: 'text', tinytext: 'text', text: 'text', mediumtext: 'text', longtext: 'text' },
  ...{ binary: 'bytes', varbinary: 'bytes', tinyblob: 'bytes', blob: 'bytes', mediumblob: 'bytes', longblob: 'bytes' },
  ...{ enum: 'member', set: 'member', json: 'json', uuid: 'uuid' },
  ...{ date: 'date', datetime: 'datetime', timestamp: 'datetime', time: 'time', year: 'year' },
};

const TYPE = /^([a-z]+)(?:\(([\d,]+)\))?/;
const ESCAPES: Readonly<Record<string, string>> = { '0': '\0', n: '\n', r: '\r' };

/** The texts of `enum('a','it''s')`, in order. */
function membersOf(text: string): string[] {
  const members: string[] = [];
  let member: string | undefined;
  for (let at = text.indexOf("'"); at >= 0 && at < text.length; at++) {
    const [letter, next = ''] = [text[at], text[at + 1]];
    if (member === undefined) {
      if (letter === "'") member = '';
    } else if (letter === '\\') {
      member += ESCAPES[next] ?? next;
      at++;
    } else if (letter !== "'") {
      member += letter;
    } else if (next === "'") {
      member += next;
      at++;
    } else {
      members.push(member);
      member = undefined;
    }
  }
  return members;
}

/** Reads `decimal(12,2) unsigned`, `enum('open','paid')`, … */
export function columnType(text: string): ColumnType {
  const [, base = '', sizes] = TYPE.exec(text) ?? [];
  const family = families[base] ?? 'other';
  return {
    base,
    family,
    unsigned: family !== 'member' && / unsigned\b/.test(text),
    sizes: sizes === undefined ? [] : sizes.split(',').map(Number),
    members: family === 'member' ? membersOf(text) : [],
  };
}
