// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './paths.mjs';

/** The files in which apps and libs declare what they read from the environment. */
const schemas = ['apps', 'libs'].flatMap((room) =>
  readdirSync(path.join(ROOT, room))
    .map((name) => path.join(ROOT, room, name, 'src/env.ts'))
    .filter((file) => existsSync(file)),
);
const variables = schemas.flatMap((file) => readFileSync(file, 'utf8').match(/^ +[A-Z][A-Z0-9_]+(?=:)/gm) ?? []);
const example = readFileSync(path.join(ROOT, '.env.example'), 'utf8');

describe('.env.example', () => {
  it.each([...new Set(variables.map((name) => name.trim()))])('explains %s', (name) => {
    expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
  });
});
