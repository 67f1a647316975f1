import os from 'node:os';
import path from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Folders by the XDG Base Directory Specification, which ignores relative paths. */
const place = (env: Env, name: string, ...otherwise: string[]): string => {
  const given = env[name];
  const base = given && path.isAbsolute(given) ? given : path.join(env.HOME ?? os.homedir(), ...otherwise);
  return path.join(base, 'sluice');
};

export const configFile = (env: Env): string => path.join(place(env, 'XDG_CONFIG_HOME', '.config'), 'config.json');
export const hashesFile = (env: Env): string => path.join(place(env, 'XDG_CACHE_HOME', '.cache'), 'hashes.json');
