import { open } from 'node:fs/promises';
import path from 'node:path';
import { CliError, usageError } from '../../exit-codes.ts';

/** JSON by its extension, otherwise YAML, which JSON is too. */
export const formatOfFile = (file: string): 'json' | 'yaml' =>
  path.extname(file).toLowerCase() === '.json' ? 'json' : 'yaml';

/** The text of a file. One that is too long is read no further than is needed to see that. */
export async function readDefinitionFile(file: string, mostBytes: number): Promise<string> {
  // Long enough that it stays too long without a character that its end cuts.
  const buffer = Buffer.alloc(mostBytes + 4);
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? usageError(`File not found: ${file}.`) : new CliError(error.message);
  });
  let length = 0;
  try {
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      ({ bytesRead: read } = await handle.read(buffer, length, buffer.length - length, null));
    }
  } catch (error) {
    throw new CliError((error as NodeJS.ErrnoException).code === 'EISDIR' ? `${file} is a folder.` : String(error));
  } finally {
    await handle.close();
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, length), {
      stream: length === buffer.length,
    });
  } catch {
    throw new CliError(`${file} is not UTF-8. Save it as UTF-8.`);
  }
}
