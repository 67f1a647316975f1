// @ts-check
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { firstAnswer } from '../ports.mjs';
import { runLogged, startDetached } from '../process.mjs';
import { logFileOf, pidFileOf } from './checkout.mjs';

/** @typedef {import('./packaged.mjs').Setting} Setting */

/** MySQL, or MariaDB if MySQL is not available, on loopback and as the current user. */
export const mysql = {
  label: (/** @type {Setting} */ { programs }) => (programs.flavour === 'sid' ? 'MySQL' : 'MariaDB'),

  /** @param {Setting} setting */
  async start(setting) {
    const { checkout, programs } = setting;
    const data = dataFolder(setting);
    if (!existsSync(data)) await initialize(setting, data);
    // After a SIGKILL the socket's lock file contains a pid that may have been reused.
    rmSync(path.join(checkout.sockets, 'mysql.sock.lock'), { force: true });
    await startDetached({
      command: programs.program(serverProgram(setting)),
      args: [...commonArgs(setting, data), ...serverArgs(setting), `--init-file=${writeInitFile(setting)}`],
      logFile: logFileOf(checkout, 'mysql'),
      pidFile: pidFileOf(checkout, 'mysql'),
    });
  },

  /** The server sends its greeting (protocol version 10) only after its init file has run. @param {number} port */
  async answers(port) {
    const greeting = await firstAnswer({ port });
    return greeting?.[4] === 10;
  },

  /** @param {import('./checkout.mjs').Checkout} checkout */
  env: ({ memory, secrets }) => ({
    DATABASE_URL: `mysql://sluice:${secrets.mysql}@127.0.0.1:${memory.ports.mysql}/sluice`,
  }),
};

/** @param {Setting} setting */
const serverProgram = ({ programs }) => (programs.flavour === 'sid' ? 'mysqld' : 'mariadbd');

/** Each flavour has its own data, because neither can read the other's. @param {Setting} setting */
const dataFolder = ({ checkout, programs }) =>
  path.join(checkout.paths.data, programs.flavour === 'sid' ? 'mysql' : 'mariadb');

/** @param {Setting} setting @param {string} data */
function commonArgs({ checkout, programs }, data) {
  const temporary = path.join(checkout.paths.base, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const args = ['--no-defaults', `--datadir=${data}`, `--tmpdir=${temporary}`];
  if (programs.flavour === 'sid') args.push('--secure-file-priv=NULL');
  if (userInfo().uid === 0) args.push('--user=root');
  args.push(`--lc-messages-dir=${programs.share}`, `--character-sets-dir=${path.join(programs.share, 'charsets')}`);
  args.push(`--plugin-dir=${path.resolve(programs.share, '../../lib/mysql/plugin')}`);
  return args;
}

/** @param {Setting} setting */
function serverArgs({ checkout, programs }) {
  const args = [
    `--port=${checkout.memory.ports.mysql}`,
    '--bind-address=127.0.0.1',
    `--socket=${path.join(checkout.sockets, 'mysql.sock')}`,
    `--pid-file=${path.join(checkout.sockets, 'mysql.pid')}`,
    '--skip-name-resolve',
    '--skip-log-bin',
    '--local-infile=1',
    '--performance-schema=OFF',
    '--character-set-server=utf8mb4',
    '--innodb-buffer-pool-size=256M',
    '--innodb-flush-log-at-trx-commit=2',
  ];
  if (programs.flavour === 'sid') return [...args, '--mysqlx=OFF', '--innodb-redo-log-capacity=512M'];
  const strict = 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,ONLY_FULL_GROUP_BY';
  return [...args, '--innodb-log-file-size=512M', '--collation-server=utf8mb4_unicode_ci', `--sql-mode=${strict}`];
}

/** The account may create databases, because every test worker has its own. @param {Setting} setting */
function writeInitFile({ checkout, programs }) {
  const file = path.join(checkout.paths.base, 'mysql-init.sql');
  const password = checkout.secrets.mysql;
  writeFileSync(
    file,
    `CREATE DATABASE IF NOT EXISTS sluice;
CREATE USER IF NOT EXISTS sluice@'127.0.0.1' IDENTIFIED BY '${password}';
ALTER USER sluice@'127.0.0.1' IDENTIFIED BY '${password}';
GRANT ALL ON *.* TO sluice@'127.0.0.1' WITH GRANT OPTION;
${programs.flavour === 'sid' ? '' : "DROP USER IF EXISTS root@'127.0.0.1';"}
`,
    { mode: 0o600 },
  );
  return file;
}

/** Created under a temporary name and renamed when complete, so that a crash leaves nothing half-finished. */
async function initialize(/** @type {Setting} */ setting, /** @type {string} */ data) {
  const { checkout, programs } = setting;
  const partial = `${data}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const logFile = logFileOf(checkout, 'mysql-init');
  const program = programs.program(serverProgram(setting));
  if (programs.flavour === 'sid') {
    await runLogged(program, [...commonArgs(setting, partial), '--initialize-insecure'], { logFile });
  } else {
    mkdirSync(partial, { recursive: true });
    await runLogged(program, [...commonArgs(setting, partial), '--bootstrap', '--skip-log-bin'], {
      logFile,
      input: mariadbSystemTables(programs.share),
    });
  }
  renameSync(partial, data);
}

/** @param {string} share */
function mariadbSystemTables(share) {
  const names = ['mysql_system_tables', 'mysql_performance_tables', 'mysql_system_tables_data', 'mysql_sys_schema'];
  const scripts = names.map((name) => readFileSync(path.join(share, `${name}.sql`), 'utf8'));
  const accounts = 'SET @auth_root_socket=NULL, @skip_auth_anonymous=1;\n';
  return `CREATE DATABASE mysql;\nUSE mysql;\n${accounts}${scripts.join('\n')}`;
}
