// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The `mysql` command: MYSQL_CLIENT, or one on the PATH, or the one of the packaged server. */
export function findMysqlClient() {
  const named = process.env.MYSQL_CLIENT;
  if (named) return named;
  for (const command of ['mysql', 'mariadb']) {
    if (spawnSync(command, ['--version']).status === 0) return command;
  }
  const cache = process.env.SLUICE_SERVICES_DIST ?? path.join(os.homedir(), '.cache/sluice-services');
  for (const folder of existsSync(cache) ? ['.', ...readdirSync(cache)] : []) {
    const command = path.join(cache, folder, 'bin/mysql');
    if (existsSync(command)) return command;
  }
  throw new Error('no mysql client found: install one, or set MYSQL_CLIENT');
}

/**
 * Runs one statement with the client; LOAD DATA LOCAL is allowed.
 * @param {string} client @param {string} databaseUrl @param {string} sql
 */
export async function runSql(client, databaseUrl, sql) {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const args = [
    '--no-defaults',
    '--local-infile=1',
    '--default-character-set=utf8mb4',
    `-h${hostname}`,
    `-P${port || 3306}`,
  ];
  const child = spawn(client, [...args, `-u${decodeURIComponent(username)}`, pathname.slice(1), '-e', sql], {
    env: { ...process.env, MYSQL_PWD: decodeURIComponent(password) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (status !== 0) throw new Error(`the mysql client failed: ${errors}`);
}

/**
 * The yardstick: the client's LOAD DATA LOCAL of the raw file into a table like `assets`. MySQL coerces the values of
 * bad rows; invalid JSON becomes NULL, because it would stop the load.
 * @param {string} table @param {string} file @param {string} [account]
 */
export const loadRawFile = (
  table,
  file,
  account = 'bench',
) => `LOAD DATA LOCAL INFILE '${file}' INTO TABLE ${table} CHARACTER SET utf8mb4
  FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '' LINES TERMINATED BY '\\n' IGNORE 1 LINES
  (identifier, name, type, description, valid_from, @valid_to, @is_active, @metadata)
  SET account_id = '${account}', valid_to = nullif(@valid_to, ''), is_active = (@is_active in ('true', '1', 'yes')),
      metadata = if(json_valid(@metadata), @metadata, null)`;
