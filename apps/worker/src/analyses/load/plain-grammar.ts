import type { Delimiter } from '../../tabular/index.ts';

/**
 * The subset of CSV that DuckDB and our own reader parse identically, as a state table: `table[state << 8 | byte]` is the
 * next state. States from FIRST_EVENT on signal an event, after which the scan continues from the state in `after`. A quote
 * after spaces is not plain, because DuckDB treats it as an opening one.
 */
export interface PlainGrammar {
  readonly table: Uint8Array;
  /** 1 for bytes that do not change the state TEXT; `inQuotes` likewise for QUOTED. */
  readonly inText: Uint8Array;
  readonly inQuotes: Uint8Array;
}

/** The BLANK states: the record has only delimiters, spaces and tabs so far, and does not count if it ends like that. */
const BLANK_START = 0;
const BLANK_SPACES = 1;
const BLANK_TAB = 2;
export const BLANK_NEXT = 3;
const BLANK_RETURN = 4;
export const NEXT = 5;
const SPACES = 6;
export const TEXT = 7;
export const QUOTED = 8;
export const CLOSED = 9;
const RETURN = 10;

export const START = BLANK_START;
export const FIRST_EVENT = 11;
export const END_LF = 11;
export const END_CRLF = 12;
export const BLANK_LINE = 13;
export const LINE_END_IN_CELL = 14;
export const QUOTE_IN_TEXT = 15;
export const NOT_PLAIN = 16;
const STATES = 17;

/** The state that follows each event. */
export const after: Readonly<Record<number, number>> = {
  [END_LF]: START,
  [END_CRLF]: START,
  [BLANK_LINE]: START,
  [LINE_END_IN_CELL]: QUOTED,
  [QUOTE_IN_TEXT]: TEXT,
};

/** Whether a text that ends in this state ends with a blank record, or with a line break. */
export const endsBlank = (state: number): boolean => state <= BLANK_RETURN;
/** Whether a text may end in this state, with a complete record but without a line break. */
export const endsWhole = (state: number): boolean =>
  state === NEXT || state === SPACES || state === TEXT || state === CLOSED;

interface Moves {
  readonly other: number;
  readonly space?: number;
  readonly tab?: number;
  readonly quote: number;
  readonly delimiter: number;
  readonly carriageReturn: number;
  readonly lineFeed: number;
}

const ends = { delimiter: NEXT, carriageReturn: RETURN, lineFeed: END_LF } as const;
const blankEnds = { delimiter: BLANK_NEXT, carriageReturn: BLANK_RETURN, lineFeed: BLANK_LINE } as const;
const blank = { other: TEXT, space: BLANK_SPACES, tab: BLANK_TAB, quote: QUOTED, ...blankEnds } as const;
const only = (other: number): Omit<Moves, 'lineFeed'> => ({
  other,
  quote: other,
  delimiter: other,
  carriageReturn: other,
});

const moves: Readonly<Record<number, Moves>> = {
  [BLANK_START]: blank,
  [BLANK_NEXT]: blank,
  [BLANK_SPACES]: { ...blank, quote: NOT_PLAIN },
  [BLANK_TAB]: { ...blank, space: BLANK_TAB, quote: QUOTE_IN_TEXT },
  [BLANK_RETURN]: { ...only(NOT_PLAIN), lineFeed: BLANK_LINE },
  [NEXT]: { other: TEXT, space: SPACES, quote: QUOTED, ...ends },
  [SPACES]: { other: TEXT, space: SPACES, quote: NOT_PLAIN, ...ends },
  [TEXT]: { other: TEXT, quote: QUOTE_IN_TEXT, ...ends },
  [QUOTED]: { ...only(QUOTED), quote: CLOSED, lineFeed: LINE_END_IN_CELL },
  [CLOSED]: { other: NOT_PLAIN, quote: QUOTED, ...ends },
  [RETURN]: { ...only(NOT_PLAIN), lineFeed: END_CRLF },
};

export function plainGrammar(delimiter: Delimiter): PlainGrammar {
  const table = new Uint8Array(STATES << 8).fill(NOT_PLAIN);
  for (const [state, move] of Object.entries(moves)) {
    const base = Number(state) << 8;
    table.fill(move.other, base, base + 256);
    table[base | 32] = move.space ?? move.other;
    table[base | 9] = move.tab ?? move.other;
    table[base | 34] = move.quote;
    table[base | 13] = move.carriageReturn;
    table[base | 10] = move.lineFeed;
    table[base | delimiter.charCodeAt(0)] = move.delimiter;
  }
  const keeps = (state: number): Uint8Array =>
    table.subarray(state << 8, (state + 1) << 8).map((next) => +(next === state));
  return { table, inText: keeps(TEXT), inQuotes: keeps(QUOTED) };
}
