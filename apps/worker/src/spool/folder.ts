import { mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import type { Logger } from '@sluice/core';

/** The socket in a folder that is in use. Connections to it succeed until its process has ended. */
const LOCK = '.lock';
/** Also folders of earlier releases, which had a process ID in their names and no socket. */
const FOLDER = /^(?:import|analysis|upload)-/;
const LEGACY = /^(?:import|analysis|upload)-\d+-/;
/** A folder without a socket may be one that is being created. */
const NEW_MS = 60_000;
const DAY_MS = 86_400_000;
/** The longest path of a socket is 107 bytes on Linux and 103 on macOS. */
const MAX_SOCKET_PATH = 100;

type Work = 'import' | 'analysis' | 'upload';

/** Folders for files that this worker processes, each named after its purpose. */
export class SpoolFolder {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Removes folders of dead workers. Replicas in other containers may share the volume; theirs are left alone. */
  async sweep(logger: Logger): Promise<void> {
    await mkdir(this.#root, { recursive: true });
    for (const name of await readdir(this.#root)) {
      const folder = path.join(this.#root, name);
      if (!FOLDER.test(name) || (await isInUse(folder))) continue;
      logger.info({ folder: name }, 'removing the spool of a dead worker');
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** A new empty folder, in use until this process ends; `remove` it when done. */
  async create(work: Work = 'import'): Promise<{ path: string; remove: () => Promise<void> }> {
    await mkdir(this.#root, { recursive: true });
    const folder = await mkdtemp(path.join(this.#root, `${work}-`));
    const lock = net.createServer((connection) => connection.destroy()).unref();
    await at(folder, (socket) => {
      lock.listen(socket);
      return settled(lock, 'listening');
    });
    return {
      path: folder,
      async remove() {
        await new Promise((resolve) => lock.close(resolve));
        await rm(folder, { recursive: true, force: true });
      },
    };
  }
}

/** Whether the process that created the folder still runs, whatever its process ID is called here. */
async function isInUse(folder: string): Promise<boolean> {
  try {
    await at(folder, async (socket) => {
      const connection = net.connect(socket);
      await settled(connection, 'connect').finally(() => connection.destroy());
    });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED') return false;
    // Anything else, such as refused access, does not show that it is dead.
    if (code !== 'ENOENT') return true;
    const made = await stat(folder).catch(() => undefined);
    const age = Date.now() - (made?.mtimeMs ?? Date.now());
    return age < (LEGACY.test(path.basename(folder)) ? DAY_MS : NEW_MS);
  }
}

const settled = (of: net.Server | net.Socket, event: 'listening' | 'connect'): Promise<void> =>
  new Promise((resolve, reject) => {
    (of as NodeJS.EventEmitter).once(event, resolve).once('error', reject);
  });

/** Calls `use` with a path of the folder's socket that is short enough. */
async function at(folder: string, use: (socket: string) => Promise<void>): Promise<void> {
  const socket = path.join(folder, LOCK);
  if (Buffer.byteLength(socket) <= MAX_SOCKET_PATH || process.platform !== 'linux') return use(socket);
  const handle = await open(folder, 'r');
  try {
    await use(`/proc/self/fd/${handle.fd}/${LOCK}`);
  } finally {
    await handle.close();
  }
}
