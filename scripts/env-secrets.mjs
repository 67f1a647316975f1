// @ts-check
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const hex = (/** @type {number} */ bytes) => randomBytes(bytes).toString('hex');

/** What docker-compose.yml cannot start without, and how it is made. Hexadecimal, because some become part of URLs. */
const SECRETS = {
  JWT_SECRET: () => hex(32),
  METRICS_TOKEN: () => hex(24),
  MYSQL_ROOT_PASSWORD: () => hex(24),
  MYSQL_PASSWORD: () => hex(24),
  VALKEY_PASSWORD: () => hex(24),
  S3_ACCESS_KEY_ID: () => hex(10).toUpperCase(),
  S3_SECRET_ACCESS_KEY: () => hex(20),
};

export const SECRET_NAMES = Object.keys(SECRETS);

const HEAD = `# Passwords and keys of this installation, written by npm run secrets. .env.example lists every setting.
`;

/**
 * Adds the secrets that `file` lacks; an empty value counts as missing. The file is complete or unchanged, never half
 * written, and only its owner can read it.
 * @param {string} file
 * @param {{ replace?: boolean }} [options] replace: writes new values for the others, too, and keeps the old file
 * @returns {{ added: string[], kept: string[], replaced: string[] }} names
 */
export function writeSecrets(file, { replace = false } = {}) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  /** @type {{ added: string[], kept: string[], replaced: string[] }} */
  const done = { added: [], kept: [], replaced: [] };
  let text = before ?? HEAD;
  // An identity provider signs the tokens, and the API refuses to start with both.
  const skipped = valueIn(text, 'JWT_JWKS_URL') ? ['JWT_SECRET'] : [];
  for (const [name, make] of Object.entries(SECRETS)) {
    const given = Boolean(valueIn(text, name));
    if (skipped.includes(name) && !given) continue;
    if (given && !replace) {
      done.kept.push(name);
      continue;
    }
    text = withValue(text, name, make());
    (given ? done.replaced : done.added).push(name);
  }
  if (text === before) return done;
  if (done.replaced.length > 0) {
    copyFileSync(file, `${file}.previous`);
    chmodSync(`${file}.previous`, 0o600);
  }
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return done;
}

const lineOf = (/** @type {string} */ name) => new RegExp(`^(?:export +)?${name}[ \\t]*=[ \\t]*(.*)$`, 'gm');

/** The last line wins, as in compose and in Node. @param {string} text @param {string} name */
const valueIn = (text, name) => {
  const value = [...text.matchAll(lineOf(name))].at(-1)?.[1]?.trim() ?? '';
  return ['""', "''"].includes(value) || value.startsWith('#') ? '' : value;
};

/** @param {string} text @param {string} name @param {string} value */
function withValue(text, name, value) {
  const line = `${name}=${value}`;
  if (lineOf(name).test(text)) return text.replace(lineOf(name), line);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}
