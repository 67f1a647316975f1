import { Lexer, LineCounter, parseDocument } from 'yaml';
import type { Path, Place, Problem, ProblemCode } from './problem.ts';
import { YamlValues } from './yaml-values.ts';

/** The most bytes of a definition. */
export const MOST_BYTES = 1024 * 1024;
/** The most words and marks, which a parser's time depends on. 2,000 fields with ten members each have about 200,000. */
const MOST_TOKENS = 250_000;
/** Later errors in the syntax usually follow from the first. */
const MOST_SYNTAX_ERRORS = 10;

export type SourceFormat = 'yaml' | 'json';

/** The value that a text stands for. */
export interface Source {
  readonly value: unknown;
  /** Where a part is, or the nearest part around it. */
  placeOf(path: Path): Place | undefined;
}

/** What a text is, or everything that keeps it from being read. */
export type Reading =
  | { readonly source: Source; readonly problems: readonly Problem[] }
  | { readonly source?: undefined; readonly problems: readonly Problem[] };

/**
 * Reads YAML 1.2 or JSON. Never throws, and takes a few seconds at most.
 * @param format `json` refuses what is only YAML; JSON is also YAML, so that one parser reads both and knows all places
 */
export function readSource(given: string, format: SourceFormat = 'yaml'): Reading {
  const text = given.startsWith('\ufeff') ? given.slice(1) : given;
  if (text.length > MOST_BYTES || new TextEncoder().encode(text).length > MOST_BYTES) {
    return refused('TOO_LARGE', 'The definition has more than 1 MiB. Shorten it.');
  }
  if (tooManyTokens(text)) {
    return refused('TOO_LARGE', 'The text has more parts than a definition can have. Check that it is a definition.');
  }
  const notJson = format === 'json' ? jsonError(text) : undefined;
  if (notJson !== undefined) return refused('SYNTAX', notJson.message, notJson.at);
  return readYaml(text);
}

const refused = (code: ProblemCode, message: string, at?: Place): Reading => ({
  problems: [{ path: '', code, message, ...(at && { at }) }],
});

function tooManyTokens(text: string): boolean {
  let count = 0;
  for (const _token of new Lexer().lex(text)) if (++count > MOST_TOKENS) return true;
  return false;
}

function jsonError(text: string): { message: string; at?: Place } | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const [, position] = /at position (\d+)/.exec(reason) ?? [];
    const message = `The text is not valid JSON. Correct it here: ${reason}.`;
    return position === undefined ? { message } : { message, at: placeAt(text, Number(position)) };
  }
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function readYaml(text: string): Reading {
  const lines = new LineCounter();
  try {
    // Duplicate keys are found while the value is made: the parser compares each key with all others.
    const document = parseDocument(text, {
      ...{ lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: 'error' as const },
      ...{ version: '1.2' as const, schema: 'core', merge: false },
    });
    if (document.errors.length > 0) {
      const problems = document.errors.slice(0, MOST_SYNTAX_ERRORS).map(({ message, pos }) => ({
        ...{ path: '', code: 'SYNTAX' as const, message: `The text is not valid YAML. Correct it here: ${message}.` },
        at: placeIn(lines, pos[0]),
      }));
      return { problems };
    }
    if (document.directives?.yaml.version !== '1.2') {
      return refused('SYNTAX', 'Definitions are YAML 1.2. Leave out the line %YAML.', { line: 1, column: 1 });
    }
    const values = new YamlValues((offset) => placeIn(lines, offset));
    const value = values.of(document.contents);
    const unreadable = values.problems.filter(({ code }) => code === 'SYNTAX' || code === 'TOO_LARGE');
    if (unreadable.length > 0) return { problems: unreadable };
    return { source: { value, placeOf: (path) => values.placeOf(document.contents, path) }, problems: values.problems };
  } catch (error) {
    // Only of a text that nests so deeply that the parser runs out of stack.
    if (error instanceof RangeError) return refused('TOO_LARGE', 'The text is nested too deeply.');
    throw error;
  }
}

function placeIn(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
