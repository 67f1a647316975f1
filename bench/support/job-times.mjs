// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 250;

/**
 * Submits an import or an analysis and waits until it has completed.
 * @param {string} url where such jobs are created @param {Record<string, string>} auth @param {object} request
 * @returns {Promise<{ acceptedMs: number, seconds: number, status: any }>} seconds: from accepted to completed, by the
 *   times in the database, because frequent polling would distort the measurement
 * @throws Error if it fails
 */
export async function jobTimes(url, auth, request) {
  const start = performance.now();
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...auth, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const accepted = /** @type {{ job_id?: string, analysis_id?: string }} */ (await answer.json());
  const acceptedMs = performance.now() - start;
  if (answer.status !== 202) throw new Error(`not accepted: ${answer.status} ${JSON.stringify(accepted)}`);
  const statusUrl = `${url}/${accepted.job_id ?? accepted.analysis_id}`;
  for (;;) {
    await delay(POLL_MS);
    const status = /** @type {any} */ (await (await fetch(statusUrl, { headers: auth })).json());
    if (status.status === 'completed') {
      const seconds = (Date.parse(status.completed_at) - Date.parse(status.created_at)) / 1000;
      return { acceptedMs, seconds, status };
    }
    if (['failed', 'cancelled'].includes(status.status))
      throw new Error(`${statusUrl} ended as ${status.status}: ${status.error_message}`);
  }
}
