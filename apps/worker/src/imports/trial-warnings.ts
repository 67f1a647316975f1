import { counted, type Warning } from '@sluice/core';
import type { Tried } from '@sluice/db/imports';

/** What is to be said about how rows were tried that were not written. */
export function trialWarnings(tried: Tried | undefined): Warning[] {
  if (!tried) return [];
  const { parts, tooLong } = tried;
  if (parts > 1) {
    const message =
      `The rows were tried in ${parts} parts, each rolled back before the next, so that others do not wait for them for long. ` +
      'What is wrong only together with a row of another part was not found, and rows that need a row of another part may have been refused.';
    return [{ code: 'TRIED_IN_PARTS', message, count: parts }];
  }
  if (tooLong === undefined) return [];
  const message =
    'Rows of the table refer to each other, so all were tried in one transaction. ' +
    `For ${counted(tooLong, 'second')}, others had to wait for rows that the import would change.`;
  return [{ code: 'TRIED_AT_ONCE', message, count: tooLong }];
}
