// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

/** @import { Context } from '../context.mjs' */

const FINAL = ['completed', 'failed', 'cancelled'];

/**
 * Polls an import, analysis or run until it is final.
 * @param {Context} context @param {string} account @param {string} path
 * @returns {Promise<any>}
 * @throws Error if it does not end although nothing disturbs it any more
 */
async function untilFinal({ client, tooLate }, account, path) {
  /** @type {any} */
  let last;
  for (const began = Date.now(); !tooLate(began); await sleep(400)) {
    const { status, json, bytes } = await client.send(`GET ${path}`, { account });
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${bytes.toString().slice(0, 300)}`);
    last = json;
    if (FINAL.includes(json.status)) return json;
  }
  throw new Error(`STUCK: ${path} is ${JSON.stringify(last).slice(0, 400)}`);
}

/**
 * The same, but retries what failed because a server was down, as a person would.
 * @param {Context} context @param {string} account @param {string} path @param {(end: any) => boolean} accept a failure that is right
 */
export async function untilDone(context, account, path, accept = () => false) {
  for (let tries = 0; ; tries++) {
    const end = await untilFinal(context, account, path);
    if (end.status !== 'failed' || accept(end)) return end;
    context.tally.note(`${path} failed: ${end.error_code} ${end.error_message}`);
    context.tally.count('operations', `retry after ${end.error_code}`);
    if (!/UNAVAILABLE|TIMEOUT|SUPERSEDED/.test(end.error_code))
      context.tally.problem(`${path} failed: ${end.error_code} ${end.error_message}`);
    if (tries === 10)
      throw new Error(`${path} has failed ${tries} times, last: ${end.error_code} ${end.error_message}`);
    await context.client.send(`POST ${path}/retry`, { account });
  }
}
