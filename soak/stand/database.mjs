// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';

/** @typedef {Record<string, string | null>} Row */

const PATIENCE_MS = 120_000;

/** Reads MySQL past the proxies; every value is text, times are UTC. Survives a restart of the server. */
export class Database {
  #url;
  /** @type {Promise<mysql.Connection> | undefined} */
  #connection;

  /** @param {string} url */
  constructor(url) {
    this.#url = url;
  }

  /** @param {string} sql @param {readonly unknown[]} [values] @returns {Promise<Row[]>} */
  async rows(sql, values = []) {
    for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(500)) {
      try {
        this.#connection ??= this.#connect();
        const connection = await this.#connection;
        const [rows] = await connection.query(sql, [...values]);
        return /** @type {Row[]} */ (/** @type {unknown} */ (rows));
      } catch (error) {
        this.close();
        if (Date.now() > deadline) throw error;
      }
    }
  }

  close() {
    void this.#connection?.then(
      (connection) => connection.destroy(),
      () => {},
    );
    this.#connection = undefined;
  }

  async #connect() {
    const connection = await mysql.createConnection({
      ...{ uri: this.#url, dateStrings: true, connectTimeout: 10_000 },
      typeCast: (field) => field.string('utf8'),
    });
    connection.on('error', () => {});
    await connection.query("SET time_zone = '+00:00'");
    return connection;
  }
}
