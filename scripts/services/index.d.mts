export type ServiceName = 'mysql' | 'valkey' | 's3';

export interface ServiceOptions {
  /** Where data, logs and ports are kept. Default: `.sluice` of the checkout, or SLUICE_DIR. */
  readonly dir?: string | undefined;
  /** Receives one line per step. Default: silent. */
  readonly log?: ((line: string) => void) | undefined;
}

export interface StopOptions extends ServiceOptions {
  /** Default: SIGTERM; for S3, whose gateway is stateless, SIGKILL. SIGKILL crashes the others. */
  readonly signal?: NodeJS.Signals | undefined;
}

export interface StartOptions {
  /** The servers run until `stopServices`. */
  readonly keep?: boolean;
  /** Where the search for free ports starts. */
  readonly ports?: Readonly<Partial<Record<'mysql' | 'valkey' | 's3' | 'ceph', number>>>;
}

export interface Services {
  /** The environment for the apps: DATABASE_URL, REDIS_URL, S3_ENDPOINT and so on. */
  readonly env: Record<string, string>;
  /** `environment`, `docker`, `packages`, `environment and docker` or `environment and packages`. */
  readonly kind: string;
  /** Releases the servers, which stops them unless another process uses or keeps them. */
  stop(): Promise<void>;
}

export interface ServiceState {
  readonly name: ServiceName;
  readonly source: 'environment' | 'docker' | 'packages' | undefined;
  readonly up: boolean;
  readonly address: string;
}

/**
 * Makes sure that MySQL, Redis and S3 are running: checks those that the environment names and starts the others with
 * Docker or from Debian packages. Safe to call from several processes.
 */
export function ensureServices(options?: ServiceOptions & StartOptions): Promise<Services>;

/** Stops every server of this checkout, even if it is in use. */
export function stopServices(options?: ServiceOptions): Promise<void>;

/** Starts one server that was stopped, on the same port if it is free, and waits until it responds. */
export function startService(name: ServiceName, options?: ServiceOptions): Promise<void>;

/** Stops one server and waits until it has exited. For S3 that is the gateway; the objects stay. */
export function stopService(name: ServiceName, options?: StopOptions): Promise<void>;

export function restartService(name: ServiceName, options?: StopOptions): Promise<void>;

export function servicesStatus(options?: Pick<ServiceOptions, 'dir'>): Promise<ServiceState[]>;

/** The `mysql` command of the servers from packages; undefined with other servers. */
export function mysqlClient(options?: ServiceOptions): Promise<string | undefined>;

export interface TlsServers {
  readonly redisUrl: string;
  readonly s3Endpoint: string;
  /** Runs radosgw-admin. */
  admin(args: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Further servers of this checkout, for tests: a Valkey, and a gateway of the same Ceph cluster, that speak only TLS, on
 * localhost. Undefined if the servers do not come from Debian's packages.
 */
export function startTlsServers(options: {
  readonly dir?: string;
  /** PEM files. */
  readonly certificate: string;
  readonly key: string;
  /** Further options of the gateway. */
  readonly gateway?: Readonly<Record<string, string>>;
}): Promise<TlsServers | undefined>;
