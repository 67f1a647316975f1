export type ServiceName = 'mysql' | 'valkey' | 's3';

export interface ServiceOptions {
  /** Where data, logs and ports are kept. Default: `.sluice` of the checkout, or SLUICE_DIR. */
  readonly dir?: string | undefined;
  /** Gets one line per step. Default: silent. */
  readonly log?: ((line: string) => void) | undefined;
}

export interface StopOptions extends ServiceOptions {
  /** SIGTERM by default, for S3 SIGKILL, as its gateway keeps nothing. SIGKILL on the others is a crash. */
  readonly signal?: NodeJS.Signals | undefined;
}

export interface Services {
  /** What the apps read: DATABASE_URL, REDIS_URL, S3_ENDPOINT and so on. */
  readonly env: Record<string, string>;
  /** `environment`, `docker`, `packages`, or two of them. */
  readonly kind: string;
  /** Releases the servers; they stop when no other process uses or keeps them. */
  stop(): Promise<void>;
}

export interface ServiceState {
  readonly name: ServiceName;
  readonly source: 'environment' | 'docker' | 'packages' | undefined;
  readonly up: boolean;
  readonly address: string;
}

/**
 * Makes sure that MySQL, Redis and S3 answer: those that the environment names, and for what it does not name Docker
 * or Debian's packages. Safe to call from many processes at once.
 */
export function ensureServices(options?: ServiceOptions & { readonly keep?: boolean }): Promise<Services>;

/** Stops every server of this checkout, even if it is in use. */
export function stopServices(options?: ServiceOptions): Promise<void>;

/** Starts one server that was stopped, on the port it had, and waits until it answers. */
export function startService(name: ServiceName, options?: ServiceOptions): Promise<void>;

/** Stops one server and waits for its end; for S3 that is the gateway, and its objects stay. */
export function stopService(name: ServiceName, options?: StopOptions): Promise<void>;

export function restartService(name: ServiceName, options?: StopOptions): Promise<void>;

export function servicesStatus(options?: Pick<ServiceOptions, 'dir'>): Promise<ServiceState[]>;

/** The `mysql` command that came with the servers from packages, undefined with others. */
export function mysqlClient(options?: ServiceOptions): Promise<string | undefined>;
