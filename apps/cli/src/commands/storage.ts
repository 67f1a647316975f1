import { setTimeout as delay } from 'node:timers/promises';
import { formatBytes, formatCount, type NewStorageServer, type SluiceClient, type StorageServer } from '@sluice/client';
import { type Command, InvalidArgumentError } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { CliError, type ExitCode, exitCodes } from '../exit-codes.ts';
import { table } from '../show/table.ts';
import { printable } from '../show/text.ts';

interface AddOptions {
  readonly endpoint?: string;
  readonly bucket: string;
  readonly publicEndpoint?: string;
  readonly region?: string;
  readonly credentials?: string;
  readonly capacity?: number;
}

const POLL_MS = 1_000;

export function storageCommand(program: Command, act: Act): void {
  const storage = program
    .command('storage')
    .description('manage the storage servers that hold chunks of large documents (operators)')
    .addHelpText(
      'after',
      `
Examples:
  $ sluice storage list
  $ sluice storage add north-1 --endpoint https://s3.north.example:8333 --bucket sluice --credentials north --capacity 2TiB
  $ sluice storage drain north-1
  $ sluice storage remove north-1
  $ sluice storage holds`,
    );
  storage.command('list').description('list status, space and share of each').action(act(list));
  storage
    .command('add')
    .description('add an S3 endpoint and bucket that receives chunks')
    .argument('<name>')
    .option('--endpoint <url>', "URL for the API and workers; default: the installation's own S3 server")
    .requiredOption('--bucket <name>', 'bucket; may be shared, since keys start with STORAGE_ENV')
    .option('--public-endpoint <url>', 'URL for clients, if it differs')
    .option('--region <name>')
    .option('--credentials <name>', "name of an entry in the server's STORAGE_CREDENTIALS")
    .option('--capacity <size>', 'space for chunks: 500GiB, 2TiB or bytes', size)
    .action(act(add));
  storage
    .command('drain')
    .description('move its chunks to the other servers; documents stay readable')
    .argument('<server>', 'name or ID')
    .option('--no-wait', 'exit without waiting')
    .action(act(drain));
  storage
    .command('activate')
    .description('let it receive chunks')
    .argument('<server>', 'name or ID')
    .action(act(activate));
  storage
    .command('deactivate')
    .description('stop placing new chunks on it')
    .argument('<server>', 'name or ID')
    .action(act(deactivate));
  storage
    .command('remove')
    .description('remove a storage server that is empty and not active')
    .argument('<server>', 'name or ID')
    .action(act(remove));
  storage.command('holds').description('list the sweeps that have stopped and wait for an operator').action(act(holds));
  storage
    .command('confirm')
    .description('let a sweep on hold continue, once you have checked that it is right to')
    .argument('<hold>', 'ID, from `sluice storage holds`')
    .action(act(confirmHold));
}

async function list(cli: Cli): Promise<void> {
  const items = await servers(await cli.client(), cli.signal);
  const rows = items.map((server) => [
    server.name,
    server.status,
    server.healthy ? 'yes' : (server.last_error ?? 'not probed recently'),
    formatBytes(server.used_space),
    server.available_space === null ? 'unlimited' : formatBytes(server.available_space),
    server.chunks,
    `${Math.round(server.ring_share * 100)}%`,
    server.endpoint ?? '(own storage)',
    server.bucket,
  ]);
  const header = ['name', 'status', 'healthy', 'used', 'free', 'chunks', 'share', 'endpoint', 'bucket'];
  const notes = items.flatMap((server) => [...notesOn(server)]).map((note) => `${note}\n`);
  await cli.result({ items }, `${table(header, rows)}${notes.length > 0 ? `\n${notes.join('')}` : ''}`);
}

/** Draining in progress, and what went wrong with it. */
function* notesOn({ name, status, drain: last }: StorageServer): Generator<string> {
  if (last && status === 'maintenance')
    yield `${printable(name)}: ${formatCount(last.moved)} of ${formatCount(last.total)} chunks have moved`;
  if (last?.error) yield `${printable(name)}: ${printable(last.error)}`;
}

async function add(cli: Cli, name: string, options: AddOptions): Promise<void> {
  const client = await cli.client();
  const { endpoint, bucket, publicEndpoint, region, credentials, capacity } = options;
  const body = {
    name,
    endpoint: endpoint ?? null,
    bucket,
    ...(publicEndpoint ? { public_endpoint: publicEndpoint } : {}),
    ...(region ? { region } : {}),
    ...(credentials ? { credentials_ref: credentials } : {}),
    ...(capacity ? { capacity_bytes: capacity } : {}),
  };
  // The API accepts null, which its OpenAPI document does not express.
  const { data } = await client.POST('/api/v1/storage-servers', { body: body as NewStorageServer, signal: cli.signal });
  await cli.result(data, `Added ${data.name}; it now receives chunks (${data.server_id}).\n`);
}

async function drain(cli: Cli, given: string, { wait }: { wait: boolean }): Promise<ExitCode> {
  const client = await cli.client();
  const { server_id: serverId, name } = await serverOf(cli, client, given);
  const params = { path: { serverId } };
  const { data } = await client.POST('/api/v1/storage-servers/{serverId}/drain', { params });
  if (!wait) {
    await cli.result(data, `${data.message}\n`);
    return exitCodes.done;
  }
  const end = await drained(cli, client, serverId, name);
  const { text, exitCode } = drainEnd(end);
  await cli.result(end, `${text}\n`);
  return exitCode;
}

/** The server once its drain has ended. */
async function drained(cli: Cli, client: SluiceClient, serverId: string, name: string): Promise<StorageServer> {
  const params = { path: { serverId } };
  const progress = cli.progress(`draining ${name}`);
  try {
    for (; ; await delay(POLL_MS, undefined, { signal: cli.signal })) {
      const { data: server } = await client.GET('/api/v1/storage-servers/{serverId}', { params, signal: cli.signal });
      const { moved = 0, total = 0, error } = server.drain ?? {};
      progress.show({ doing: 'moving', done: moved, total, unit: 'chunks', note: error ?? undefined });
      if (server.status !== 'maintenance') return server;
    }
  } finally {
    progress.end();
  }
}

function drainEnd({ name, status, drain: last }: StorageServer): { text: string; exitCode: ExitCode } {
  if (status === 'active') return { text: `${name} was activated before it was drained.`, exitCode: exitCodes.failed };
  const text = `${name} is empty and inactive. Remove it with: sluice storage remove ${name}`;
  if (!last?.error) return { text, exitCode: exitCodes.done };
  return { text: `${text}\nWarning: ${printable(last.error)}`, exitCode: exitCodes.failed };
}

async function activate(cli: Cli, given: string): Promise<void> {
  const client = await cli.client();
  const { server_id: serverId, name } = await serverOf(cli, client, given);
  const { data } = await client.POST('/api/v1/storage-servers/{serverId}/activate', { params: { path: { serverId } } });
  await cli.result(data, `${name} is ${data.status}.\n`);
}

async function deactivate(cli: Cli, given: string): Promise<void> {
  const client = await cli.client();
  const { server_id: serverId, name } = await serverOf(cli, client, given);
  const { data } = await client.POST('/api/v1/storage-servers/{serverId}/deactivate', {
    params: { path: { serverId } },
  });
  await cli.result(data, `${name} is ${data.status}.\n`);
}

async function remove(cli: Cli, given: string): Promise<void> {
  const client = await cli.client();
  const { server_id: serverId, name } = await serverOf(cli, client, given);
  await client.send('DELETE', `/api/v1/storage-servers/${serverId}`, { signal: cli.signal });
  await cli.result({ server_id: serverId, name, status: 'removed' }, `Removed ${name}; its bucket is kept.\n`);
}

async function holds(cli: Cli): Promise<void> {
  const client = await cli.client();
  const { items } = (await client.GET('/api/v1/retention-holds', { signal: cli.signal })).data;
  const rows = items.map((hold) => [
    hold.hold_id,
    hold.sweep,
    hold.server ?? '(own storage)',
    hold.bucket,
    `${formatCount(hold.affected)} of ${formatCount(hold.total)}`,
    hold.confirmed_at === null ? 'no' : 'yes',
  ]);
  const header = ['id', 'sweep', 'server', 'bucket', 'items', 'confirmed'];
  const reasons = items.map(({ hold_id: id, reason }) => `${id}: ${printable(reason)}\n`).join('');
  await cli.result({ items }, items.length > 0 ? `${table(header, rows)}\n${reasons}` : 'No sweeps are on hold.\n');
}

async function confirmHold(cli: Cli, holdId: string): Promise<void> {
  const client = await cli.client();
  const { data } = await client.POST('/api/v1/retention-holds/{holdId}/confirm', { params: { path: { holdId } } });
  await cli.result(data, `Confirmed ${data.sweep}: its next run goes ahead.\n`);
}

const servers = async (client: SluiceClient, signal: AbortSignal): Promise<readonly StorageServer[]> =>
  (await client.GET('/api/v1/storage-servers', { signal })).data.items;

async function serverOf(cli: Cli, client: SluiceClient, given: string): Promise<StorageServer> {
  const all = await servers(client, cli.signal);
  const found = all.find(({ server_id: id, name }) => id === given || name === given);
  if (!found)
    throw new CliError(
      `No storage server is named ${given}. Known: ${all.map(({ name }) => name).join(', ') || 'none'}.`,
    );
  return found;
}

const UNITS = ['', 'K', 'M', 'G', 'T', 'P'];

/** Bytes, or a number with a unit; both KiB and KB are 1,024 bytes. */
export function size(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(?:([KMGTP])i?)?B?$/i.exec(text) ?? [];
  const power = UNITS.indexOf(unit.toUpperCase());
  if (number === '' || power < 0) throw new InvalidArgumentError('Give bytes or a size such as 500GiB.');
  return Math.round(Number(number) * 1024 ** power);
}
