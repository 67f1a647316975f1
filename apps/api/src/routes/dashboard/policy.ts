import { storageServerRows } from '@sluice/db/storage-servers';
import type { Deps } from '../../context.ts';

/** Servers are registered now and then; who has just registered one and uploads at once waits that long at most. */
const FRESH_MS = 10_000;

type Stands = Pick<Deps, 'db' | 'storage' | 'servers' | 'logger'>;

/**
 * What the dashboard may do: run its own scripts and nothing inside the page, and talk to this server and to the storages
 * that presigned links lead to.
 */
const policyFor = (origins: readonly string[]): string =>
  [
    "default-src 'none'",
    // Hashing large files is WebAssembly.
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

/** Where links of a storage lead: asked of a link itself, since the host may carry region and bucket. */
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

/** The policy as the servers stand; while MySQL is away, as they stood. Asked again after ten seconds at the earliest. */
export function createPolicy(deps: Stands): () => Promise<string> {
  let known: { readonly policy: Promise<string>; readonly at: number } | undefined;
  let last: string | undefined;
  const load = async (): Promise<string> => {
    try {
      last = policyFor(await originsOf(deps));
    } catch (err) {
      deps.logger.warn({ err }, 'the storages that the dashboard may reach could not be read');
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
