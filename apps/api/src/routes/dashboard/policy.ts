import { storageServerRows } from '@sluice/db/storage-servers';
import type { Deps } from '../../context.ts';

/** How long the policy is cached: the longest wait before the dashboard can upload to a new storage server. */
const FRESH_MS = 10_000;

type Stands = Pick<Deps, 'db' | 'storage' | 'servers' | 'logger'>;

/**
 * The dashboard's content security policy: its own scripts, nothing inline, and connections to this server and to the
 * storage servers that presigned URLs point to.
 */
const policyFor = (origins: readonly string[]): string =>
  [
    "default-src 'none'",
    // Large files are hashed in WebAssembly.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...origins].join(' ')}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The origin of a storage server's presigned URLs, taken from a URL because the host may contain region and bucket. */
const originOf = async (storage: Deps['storage']): Promise<string> =>
  new URL(await storage.presignGet('origin', { expiresInSeconds: 1, fileName: 'origin' })).origin;

async function originsOf({ db, storage, servers, logger }: Stands): Promise<string[]> {
  const storages = [storage];
  for (const server of await storageServerRows(db)) {
    try {
      storages.push(servers.storageOf(server));
    } catch (err) {
      logger.warn({ err, server: server.name }, 'the dashboard cannot reach a storage server');
    }
  }
  return [...new Set(await Promise.all(storages.map(originOf)))].sort();
}

/** The policy for the current storage servers; the last known ones while MySQL is down. Refreshed every ten seconds. */
export function createPolicy(deps: Stands): () => Promise<string> {
  let known: { readonly policy: Promise<string>; readonly at: number } | undefined;
  let last: string | undefined;
  const load = async (): Promise<string> => {
    try {
      last = policyFor(await originsOf(deps));
    } catch (err) {
      deps.logger.warn({ err }, "could not read the storage servers for the dashboard's content security policy");
      last ??= policyFor(
        await originOf(deps.storage).then(
          (origin) => [origin],
          () => [],
        ),
      );
    }
    return last;
  };
  return () => {
    if (!known || Date.now() - known.at > FRESH_MS) known = { policy: load(), at: Date.now() };
    return known.policy;
  };
}
