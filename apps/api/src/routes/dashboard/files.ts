import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';

/** A file of the built dashboard, in an encoding that the client accepts. */
export interface StaticFile {
  readonly path: string;
  readonly type: string;
  readonly size: number;
  /** Changes with every build. */
  readonly etag: string;
  readonly encoding: 'br' | 'gzip' | undefined;
  /** Its name contains the hash of its bytes, so it never changes. */
  readonly isHashed: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const suffixes = { br: '.br', gzip: '.gz' } as const;
/** The folder of files with hashes in their names. */
export const HASHED = '/assets/';

/** The segments of a request's path, decoded; undefined if one could leave the folder or name a hidden file. */
export function segmentsOf(pathname: string): string[] | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  const segments = decoded.split('/').filter((segment) => segment !== '');
  const isBad = segments.some((segment) => segment.startsWith('.') || /[\\\0]/.test(segment));
  return isBad ? undefined : segments;
}

const accepts = (header: string, encoding: string): boolean =>
  header.split(',').some((part) => {
    const [name, ...parameters] = part
      .toLowerCase()
      .split(';')
      .map((piece) => piece.trim());
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });

const sizeOf = async (file: string): Promise<{ size: number; mtimeMs: number } | undefined> => {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? found : undefined;
};

/** The file that a request's path names below `folder`, compressed where the client accepts it and the build made it. */
export async function findFile(folder: string, pathname: string, acceptEncoding = ''): Promise<StaticFile | undefined> {
  const segments = segmentsOf(pathname);
  if (!segments?.length) return undefined;
  const plain = path.join(folder, ...segments);
  const type = types[path.extname(plain)];
  const original = type && (await sizeOf(plain));
  if (!type || !original) return undefined;
  const common = { type, isHashed: pathname.startsWith(HASHED) };
  const etagOf = (encoding: string) =>
    `"${Math.round(original.mtimeMs).toString(36)}-${original.size.toString(36)}${encoding}"`;
  for (const encoding of ['br', 'gzip'] as const) {
    if (!accepts(acceptEncoding, encoding)) continue;
    const packed = await sizeOf(plain + suffixes[encoding]);
    // An older one was left by another build.
    if (!packed || packed.mtimeMs < original.mtimeMs) continue;
    return { ...common, path: plain + suffixes[encoding], size: packed.size, etag: etagOf(`-${encoding}`), encoding };
  }
  return { ...common, path: plain, size: original.size, etag: etagOf(''), encoding: undefined };
}

/** The bytes of the file. */
export const openFile = (file: StaticFile): ReturnType<typeof createReadStream> => createReadStream(file.path);
