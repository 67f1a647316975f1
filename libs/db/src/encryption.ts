import { AppError } from '@sluice/core';
import type { ConnectionOptions } from 'mysql2/promise';

/** The modes of MySQL's own clients, as options of mysql2. */
const MODES: Readonly<Record<string, NonNullable<ConnectionOptions['ssl']> | undefined>> = {
  DISABLED: undefined,
  REQUIRED: { rejectUnauthorized: false },
  VERIFY_CA: { rejectUnauthorized: true, verifyIdentity: false },
  VERIFY_IDENTITY: { rejectUnauthorized: true, verifyIdentity: true },
};

/**
 * Reads `ssl-mode` of a MySQL URL, which decides about encryption: https://dev.mysql.com/doc/refman/9.0/en/connection-options.html.
 * Without it the connection is not encrypted. Certificates are checked against Node's authorities, to which
 * NODE_EXTRA_CA_CERTS adds one.
 * @throws AppError CONFIG_INVALID for an unknown mode
 */
export function encryption(url: string): Pick<ConnectionOptions, 'uri' | 'ssl'> {
  const uri = url.replace(/^mariadb:/, 'mysql:');
  if (!uri.includes('ssl-mode=')) return { uri };
  const parsed = new URL(uri);
  const mode = parsed.searchParams.get('ssl-mode') ?? '';
  if (!Object.hasOwn(MODES, mode)) {
    const known = Object.keys(MODES).join(', ');
    throw new AppError('CONFIG_INVALID', `The database URL has ssl-mode=${mode}; expected one of ${known}.`);
  }
  parsed.searchParams.delete('ssl-mode');
  const ssl = MODES[mode];
  return ssl === undefined ? { uri: parsed.href } : { uri: parsed.href, ssl };
}
