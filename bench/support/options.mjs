// @ts-check
import { parseArgs } from 'node:util';
import { Plain, progress } from '../../scripts/progress.mjs';

/** @typedef {string | readonly [quick: string, full: string]} Default */

const PAIRS_HELP = `  --pairs   measurements of Sluice and of its yardstick, one after the other
`;
const COMMON_HELP = `  --seed    of the generated data
  --full    the larger sizes, and more pairs
  --record  write the table to docs/benchmarks.md
`;
/** Above this, one pair takes minutes. */
const LARGE_ROWS = 2_000_000;

/**
 * Reads the arguments of a bench, and shows the seed; or prints the help, and then returns nothing.
 * @template {string} Name
 * @param {string} bench its name
 * @param {Record<Name, Default>} defaults of its own options; the second one is for `--full`
 * @param {string} help a line for each of them
 * @param {{ withPairs?: boolean }} [kind] withPairs: whether it measures pairs, and so has `--pairs`
 * @returns {(Record<Name | 'pairs' | 'seed', string> & { bench: string, record: boolean }) | undefined}
 */
export function readOptions(bench, defaults, help, { withPairs = true } = {}) {
  const all = /** @type {Record<string, Default>} */ ({
    ...(withPairs && { pairs: ['3', '5'] }),
    seed: '42',
    ...defaults,
  });
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(Object.keys(all).map((name) => [name, { type: /** @type {const} */ ('string') }])),
      full: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const usage = () => `${usageOf(bench, all)}\n${help}${withPairs ? PAIRS_HELP : ''}${COMMON_HELP}`;
  if (values.help) return void process.stdout.write(usage());
  const read = Object.entries(all).map(([name, given]) => {
    const value = /** @type {Record<string, unknown>} */ (values)[name] ?? pick(given, values.full === true);
    return /** @type {const} */ ([name, String(value)]);
  });
  const options = /** @type {any} */ ({ ...Object.fromEntries(read), bench, record: values.record });
  if (withPairs && !(Number(options.pairs) >= 1)) throw new Plain(`--pairs must be at least 1.\n\n${usage()}`);
  progress(`seed ${options.seed}`);
  return options;
}

/** @param {string} bench @param {Record<string, Default>} defaults */
function usageOf(bench, defaults) {
  const options = (/** @type {boolean} */ full) =>
    Object.entries(defaults)
      .filter(([, given]) => !full || Array.isArray(given))
      .map(([name, given]) => `[--${name} ${pick(given, full) || '...'}]`)
      .join(' ');
  const full = options(true);
  return `npm run bench -- ${bench} ${options(false)}\n${full && `With --full: ${full}\n`}`;
}

/** @param {Default} given @param {boolean} full */
const pick = (given, full) => (typeof given === 'string' ? given : given[full ? 1 : 0]);

/** The pairs at this size; large ones have a number of their own, and no warm-up. @param {number} rows @param {Record<'pairs' | 'large-pairs', string>} options */
export const pairsAt = (rows, options) =>
  rows > LARGE_ROWS
    ? { pairs: Number(options['large-pairs']), warmUp: false }
    : { pairs: Number(options.pairs), warmUp: true };

export const LARGE_HELP = `  --large-pairs  pairs above ${LARGE_ROWS.toLocaleString('en-US')} rows, without a warm-up\n`;
