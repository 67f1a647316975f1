// @ts-check

/**
 * @import { S3Client } from '@aws-sdk/client-s3'
 * @import { Random } from './random.mjs'
 * @import { Client } from './stand/client.mjs'
 * @import { Database } from './stand/database.mjs'
 * @import { Tally } from './tally.mjs'
 */

/**
 * A document that must still exist at the end.
 * @typedef {{ account: string, docId: string, sha256: string, sizeBytes: number }} Kept
 *
 * What all work of a soak shares.
 * @typedef {object} Context
 * @property {Tally} tally
 * @property {Client} client
 * @property {Database} db past the proxies
 * @property {S3Client} s3 past the proxies
 * @property {() => boolean} over whether no new work begins
 * @property {(began: number) => boolean} tooLate whether something that began then should have ended by now: the faults ended
 *   minutes ago
 * @property {Map<string, Kept>} documents complete documents by their id
 * @property {Set<string>} accounts all that were used
 * @property {(() => Promise<void>)[]} atEnd checks of what must still be so at the end
 *
 * @typedef {(context: Context, random: Random) => Promise<void>} Work runs until the soak is over
 */

export {};
