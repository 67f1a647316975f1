// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { namesReadBy } from '@sluice/core/settings';
import { ROOT } from './paths.mjs';

export const COMPOSE_FILE = path.join(ROOT, 'docker-compose.yml');

const BLOCK = /^(# begin: settings\n)[\s\S]*?(^# end: settings$)/m;

const APPS = /** @type {const} */ (['api', 'worker']);

/** The text of docker-compose.yml, with the settings that it passes on as they are. */
export function composeFile() {
  const text = readFileSync(COMPOSE_FILE, 'utf8');
  const handWritten = namesIn(text.replace(BLOCK, ''), /^ +([A-Z][A-Z0-9_]+): /gm);
  const lists = APPS.map((app) => {
    const names = namesReadBy(app).filter((name) => !handWritten.has(name));
    return `x-${app}-settings: &${app}-settings\n${names.map((name) => `  ${name}:\n`).join('')}`;
  });
  return text.replace(BLOCK, (_, begin, end) => `${begin}${lists.join('\n')}${end}`);
}

/** Settings of API and worker that docker-compose.yml gives a value which no variable can change. */
export function setByCompose() {
  const text = readFileSync(COMPOSE_FILE, 'utf8');
  const fixed = namesIn(text, /^ +([A-Z][A-Z0-9_]+): (?!.*\$\{)./gm);
  return [...new Set(APPS.flatMap(namesReadBy))].filter((name) => fixed.has(name));
}

/** @param {string} text @param {RegExp} pattern */
const namesIn = (text, pattern) => new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''));
