// @ts-check

/** @typedef {{ done: number, total: number | null, rate: number | null, eta: number | null, note?: string }} State */

const WIDTH = 20;
const LINE_EVERY_MS = 2000;

/**
 * Shows progress: a bar that redraws itself on a terminal, otherwise a line every two seconds.
 * @param {NodeJS.WriteStream} out @param {string} unit what is counted; if empty, only the percentage is shown
 */
export function progressBar(out, unit = 'records') {
  let lastLine = -Infinity;
  return {
    show(/** @type {State} */ state, isLast = false) {
      if (out.isTTY) {
        // A line that wraps could not be redrawn.
        const line = `  ${bar(state)}  ${describe(state, unit)}`.slice(0, (out.columns || 80) - 1);
        out.write(`\r\x1b[K${line}${isLast ? '\n' : ''}`);
      } else if (isLast || performance.now() - lastLine >= LINE_EVERY_MS) {
        lastLine = performance.now();
        out.write(`  ${describe(state, unit)}\n`);
      }
    },
  };
}

/** @param {State} state */
function bar({ done, total }) {
  const filled = total ? Math.round((done / total) * WIDTH) : 0;
  return `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}]`;
}

/** @param {State} state @param {string} unit */
function describe({ done, total, rate, eta, note }, unit) {
  const parts = unit === '' ? [] : [`${count(done)} of ${total === null ? '?' : count(total)} ${unit}`];
  if (total) parts.push(`${Math.floor((done / total) * 100)}%`);
  if (rate) parts.push(`${count(Math.round(rate))} ${unit}/s`);
  if (eta !== null && total !== null && done < total) parts.push(`${eta} s left`);
  if (note) parts.push(note);
  return parts.join(', ');
}

/** @param {number} number */
export const count = (number) => number.toLocaleString('en-US');
