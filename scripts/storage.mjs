// @ts-check
import { parseArgs } from 'node:util';
import { loadEnvFile } from './environment.mjs';
import { Plain } from './progress.mjs';
import { runMain } from './run-main.mjs';
import { call, findAccess, findServer } from './storage/api.mjs';
import { drain, drainEnd } from './storage/drain.mjs';
import { parseSize } from './storage/size.mjs';
import { serverTable } from './storage/table.mjs';

const HELP = `The storage servers that hold the chunks of large documents.

  npm run storage -- list
  npm run storage -- add NAME --bucket BUCKET [--endpoint URL] [options]
  npm run storage -- drain NAME           moves its chunks to the others and waits; then it is inactive
  npm run storage -- activate NAME        takes chunks from now on, also in the middle of a draining
  npm run storage -- deactivate NAME      takes no new chunks; those that it has stay
  npm run storage -- remove NAME          forgets an empty one; its bucket stays

Options of add:
  --endpoint URL          S3 server, such as https://s3.example:8333; without it, that of S3_ENDPOINT
  --public-endpoint URL   the same as clients reach it, for presigned URLs
  --region REGION         S3_REGION
  --credentials NAME      an entry of STORAGE_CREDENTIALS (default: the keys of S3_ACCESS_KEY_ID)
  --capacity SIZE         how much it takes, such as 500GiB or 2TB (no limit)

  --no-wait   drain answers at once
  --json      the API's answer, for programs
  --url URL   the API (SLUICE_URL, else that of npm start); SLUICE_TOKEN is an operator's token for it

Examples:
  npm run storage -- add north --endpoint http://10.0.0.7:8333 --bucket sluice --credentials north --capacity 2TB
  npm run storage -- drain north && npm run storage -- remove north

It ends with 0 when all is well, 1 when something was refused or failed, 2 when it was called wrongly.
`;

/** A call that cannot be understood. */
class Usage extends Plain {}

const text = /** @type {const} */ ({ type: 'string' });
const flag = /** @type {const} */ ({ type: 'boolean' });
const ADD = ['endpoint', 'public-endpoint', 'region', 'bucket', 'credentials', 'capacity'];
const OPTIONS = {
  ...{ endpoint: text, 'public-endpoint': text, region: text, bucket: text, credentials: text, capacity: text },
  ...{ url: text, json: flag, 'no-wait': flag, help: { ...flag, short: 'h' } },
};

/** @typedef {{ access: import('./storage/api.mjs').Access, name: string, values: Values }} Call */
/** @typedef {Partial<Record<string, string | boolean>>} Values */
/** @typedef {{ answer: unknown, text: string, code?: number }} Outcome */

/** @type {Record<string, (call: Call) => Promise<Outcome>>} */
const commands = {
  async list({ access }) {
    const answer = await call(access, 'GET', '');
    return { answer, text: serverTable(answer.items) };
  },
  async add({ access, name, values }) {
    const answer = await call(access, 'POST', '', newServer(name, values));
    return { answer, text: `${name} is registered and takes chunks from now on.\n\n${serverTable([answer])}` };
  },
  async drain({ access, name, values }) {
    const answer = await drain(access, name, { wait: !values['no-wait'] });
    const { text, code } = drainEnd(answer);
    return { answer, text: `${text}\n`, code };
  },
  activate: (asked) => change(asked, 'activate', 'takes chunks from now on'),
  deactivate: (asked) => change(asked, 'deactivate', 'takes no new chunks from now on'),
  async remove({ access, name }) {
    const { server_id: id, bucket } = await findServer(access, name);
    await call(access, 'DELETE', `/${id}`);
    return {
      answer: { server_id: id, status: 'removed' },
      text: `${name} is forgotten; its bucket ${bucket} is as it was.\n`,
    };
  },
};

/** @param {Call} call @param {string} verb @param {string} what */
async function change({ access, name }, verb, what) {
  const { server_id: id } = await findServer(access, name);
  return { answer: await call(access, 'POST', `/${id}/${verb}`), text: `${name} ${what}.\n` };
}

/** What `add` sends. @param {string} name @param {Values} values */
export function newServer(name, values) {
  if (typeof values.bucket !== 'string') throw new Usage('add needs --bucket.');
  const capacity = typeof values.capacity === 'string' ? { capacity_bytes: parseSize(values.capacity) } : {};
  return {
    name,
    endpoint: values.endpoint ?? null,
    bucket: values.bucket,
    ...(values['public-endpoint'] ? { public_endpoint: values['public-endpoint'] } : {}),
    ...(values.region ? { region: values.region } : {}),
    ...(values.credentials ? { credentials_ref: values.credentials } : {}),
    ...capacity,
  };
}

/** @param {string[]} args */
export function readArguments(args) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [command = '', name = '', ...more] = positionals;
  if (values.help) return { command: 'help', name, values };
  if (!Object.hasOwn(commands, command)) {
    throw new Usage(
      `${command ? `There is no command ${command}` : 'Say what to do'}: ${Object.keys(commands).join(', ')}.`,
    );
  }
  const takesName = command !== 'list';
  if (takesName && !name) throw new Usage(`${command} needs the name of a storage server.`);
  if (more.length > 0 || (!takesName && name)) throw new Usage(`${more[0] ?? name}: one thing too many.`);
  const foreign = ADD.find((option) => option in values && command !== 'add');
  if (foreign) throw new Usage(`--${foreign} belongs to add.`);
  if (values['no-wait'] && command !== 'drain') throw new Usage('--no-wait belongs to drain.');
  return { command, name, values };
}

/** @param {unknown} error */
const isUsage = (error) =>
  error instanceof Usage || (error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code)));

async function main() {
  try {
    const { command, name, values } = readArguments(process.argv.slice(2));
    if (command === 'help') return void process.stdout.write(HELP);
    loadEnvFile();
    const access = findAccess(values.url ? { url: values.url } : {});
    const outcome = await commands[command]?.({ access, name, values });
    process.stdout.write(values.json ? `${JSON.stringify(outcome?.answer, null, 2)}\n` : (outcome?.text ?? ''));
    return outcome?.code ?? 0;
  } catch (error) {
    if (!isUsage(error)) throw error;
    process.stderr.write(`${/** @type {Error} */ (error).message}\nnpm run storage -- --help says more.\n`);
    return 2;
  }
}

if (import.meta.filename === process.argv[1]) await runMain(main);
