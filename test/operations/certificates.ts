import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';

/** Paths of PEM files. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export interface Certificates {
  /** The authority that signed the others. */
  readonly ca: string;
  /** A server on this machine: localhost and 127.0.0.1. */
  readonly server: Certificate;
  /** A server with another name. */
  readonly other: Certificate;
  remove(): void;
}

const ec = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/** Makes an authority and the certificates that it signs, valid for a year. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice-tls-'));
  // The servers may run as another user.
  chmodSync(folder, 0o755);
  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const authority = await generate([{ name: 'commonName', value: 'Sluice test CA' }], {
    ...ec,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const sign = async (host: string, ip?: string): Promise<Certificate> => {
    const names = [{ type: 2 as const, value: host }, ...(ip ? [{ type: 7 as const, ip }] : [])];
    const made = await generate([{ name: 'commonName', value: host }], {
      ...ec,
      ca: { key: authority.private, cert: authority.cert },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'subjectAltName', altNames: names },
      ],
    });
    return { certificate: write(`${host}.pem`, made.cert), key: write(`${host}.key`, made.private) };
  };
  return {
    ca: write('ca.pem', authority.cert),
    server: await sign('localhost', '127.0.0.1'),
    other: await sign('db.example.com'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
