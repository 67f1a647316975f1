import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { CliError } from './exit-codes.ts';
import { writePrivate } from './files/write-private.ts';

const configSchema = z.object({ url: z.string().optional(), token: z.string().optional() });
/** What `sluice login` saves. */
export type Config = z.infer<typeof configSchema>;

/** @throws CliError when the file exists but is invalid */
export async function readConfig(file: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return configSchema.parse(JSON.parse(text));
  } catch {
    throw new CliError(`Cannot read ${file}. Delete it and run sluice login again.`);
  }
}

export const writeConfig = (file: string, config: Config): Promise<void> =>
  writePrivate(file, `${JSON.stringify(config, null, 2)}\n`);

export const removeConfig = (file: string): Promise<void> => rm(file, { force: true });
