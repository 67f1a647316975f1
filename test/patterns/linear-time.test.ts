import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { FAULT } from '../../apps/worker/src/tabular/spool-cells.ts';
import { ALL_INVISIBLE } from '../../libs/importers/src/characters.ts';
import { DATE, EITHER_ORDER, PARTS } from '../../libs/importers/src/dates.ts';
import { EMAIL } from '../../libs/importers/src/email.ts';
import { compileFormat } from '../../libs/importers/src/fields/date-format.ts';
import { anyOf } from '../../libs/importers/src/fields/lists.ts';
import { CLOCK } from '../../libs/importers/src/fields/times.ts';
import { PLAIN_OBJECT } from '../../libs/importers/src/json.ts';
import { type SourcePattern, sourcePatterns } from './source-patterns.ts';
import { textOf, type WorstCase, worstCases } from './worst-cases.ts';

/** Files with a call of `RegExp`, and an example of what it composes. */
const composed: Readonly<Record<string, readonly RegExp[]>> = {
  'apps/worker/src/analyses/shared/column-names.ts': [/[a-z\d](Id|ID|No|NO)$/],
  'apps/worker/src/artifacts/csv.ts': [/["\r\n\ufeff,]/],
  'libs/importers/src/characters.ts': [ALL_INVISIBLE],
  'libs/importers/src/dates.ts': [DATE, PARTS, EITHER_ORDER],
  'libs/importers/src/email.ts': [EMAIL],
  'libs/importers/src/fields/date-format.ts': [
    compileFormat('%Y%m%d %H%M%S%f%z').pattern,
    compileFormat('%a %d. %B %y, %I:%M %p', 'de').pattern,
  ],
  'libs/importers/src/fields/lists.ts': [anyOf([',', ';', ' - '])],
  // Runs only on texts of at most 64 units, and only patterns with few ways to match.
  'libs/importers/src/fields/match-pattern.ts': [/^(?:[A-Z]{3}-[0-9]{4,6}(-[SMLX]{1,2})?)$/u],
  'libs/importers/src/fields/times.ts': [CLOCK],
  'libs/importers/src/json.ts': [PLAIN_OBJECT],
  'apps/worker/src/tabular/spool-cells.ts': [FAULT],
  'apps/worker/src/imports/result-lines.ts': [/["\n\r,]/],
  'libs/db/src/imports/writer/loader.ts': [/Records: (\d+)/],
};

const SHORT = 1_000;
const LONG = 8 * SHORT;
/** Linear work takes about 8 times as long on the longer text, quadratic work 64 times. */
const MOST_TIMES = 20;
/** Shorter times (ms) are noise. */
const NOTICEABLE = 0.2;
/** Of the search in one pattern; only exponential work takes that long, even on a busy machine. */
const PATIENCE_MS = 60_000;

/** Milliseconds of processor time; the least of three runs. */
function cost(regex: RegExp, text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run += 1) {
    const start = process.cpuUsage();
    text.replace(regex, '');
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

/** The case on which `regex` takes more than linear time, if one of `cases` is found to. */
function slowCase(regex: RegExp, cases: readonly WorstCase[]): WorstCase | undefined {
  for (let warm = 0; warm < 3; warm += 1) 'warm'.repeat(100).replace(regex, '');
  const grows = (one: WorstCase): boolean =>
    cost(regex, textOf(one, LONG)) > MOST_TIMES * Math.max(cost(regex, textOf(one, SHORT)), NOTICEABLE / 4);
  return cases.find((one) => {
    const text = textOf(one, LONG);
    const start = performance.now();
    text.replace(regex, '');
    // Measured again before it is accused, since the machine may have been busy.
    return performance.now() - start > NOTICEABLE && grows(one) && grows(one);
  });
}

/** Like `slowCase`, and stops a search that does not end. */
function slowness({ source, flags }: Pick<RegExp, 'source' | 'flags'>, timeout = PATIENCE_MS): string | undefined {
  const regex = new RegExp(source, flags.includes('g') ? flags : `${flags}g`);
  const cases = worstCases(source, flags);
  const scope = globalThis as { searchSlowCase?: () => WorstCase | undefined };
  scope.searchSlowCase = () => slowCase(regex, cases);
  try {
    const slow = new Script('searchSlowCase()').runInThisContext({ timeout }) as WorstCase | undefined;
    return slow && JSON.stringify(slow);
  } catch (error) {
    return String(error);
  } finally {
    delete scope.searchSlowCase;
  }
}

const patterns = sourcePatterns();
const literals = new Map<string, SourcePattern>();
for (const one of patterns) if (one.pattern) literals.set(one.text, one);

describe('every regular expression in the sources takes linear time on its worst case', () => {
  it('finds them by reading the sources', () => expect(literals.size).toBeGreaterThan(100));

  it.each([...literals.values()])('$file: $text', ({ pattern }) => {
    expect(slowness(pattern ?? { source: '', flags: '' })).toBeUndefined();
  });

  it('also where the pattern is composed at run time', () => {
    const files = patterns.filter(({ pattern }) => !pattern).map(({ file }) => file);
    expect(Object.keys(composed).sort()).toEqual(files.sort());
    for (const regex of Object.values(composed).flat()) expect(slowness(regex)).toBeUndefined();
  });
});

describe('the worst cases', () => {
  it.each([
    /a+$/,
    /\s*,\s*/,
    /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i,
    /<dimension [^>]*\/>/,
    /\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]*/,
    /[a-z][a-z\d+.-]*:\/\//i,
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
    /^[.-]+|[.-]+$/,
    /\*\*(?=\S)(.+?)(?<=\S)\*\*/,
    /\[(?!h+\])[^\]]*\]/,
  ])('show that %s is slow', (regex) => expect(slowness(regex)).toBeDefined());

  it('give up on exponential work', () => expect(slowness(/(a+)+b/, 2_000)).toContain('timed out'));

  it.each([/^a+$/, /(?<!a)a+$/, /,[^,]*/, /^(\d+)-(\d+)$/])('do not accuse %s', (regex) => {
    expect(slowness(regex)).toBeUndefined();
  });
});
