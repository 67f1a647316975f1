// @ts-check
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { namesReadBy } from '@sluice/core/settings';
import { Ajv } from 'ajv';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { APP_MEMORY } from './app-memory.mjs';
import { COMPOSE_FILE, composeFile, setByCompose } from './compose-settings.mjs';
import { SECRET_NAMES } from './env-secrets.mjs';
import { ROOT } from './paths.mjs';

/** @typedef {Record<string, string>} Env */

const text = readFileSync(COMPOSE_FILE, 'utf8');
const secrets = Object.fromEntries(SECRET_NAMES.map((name) => [name, `the-${name.toLowerCase()}`]));

/** The file as compose reads it: variables are replaced in each value. @param {Env} env */
const resolved = (env) => replaceIn(parse(text, { merge: true }), env);

/** @param {any} value @param {Env} env @returns {any} */
function replaceIn(value, env) {
  if (typeof value === 'string') return interpolate(value, env);
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, env));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceIn(item, env)]));
}

/** `${NAME}`, `${NAME:-default}` and `${NAME:?message}`, nested in defaults; an empty variable counts as missing. */
function interpolate(/** @type {string} */ value, /** @type {Env} */ env) {
  const innermost = /\$\{(\w+)(?::([-?])([^${}]*))?\}/;
  for (let found = innermost.exec(value); found; found = innermost.exec(value)) {
    const [whole, name = '', operator, rest = ''] = found;
    if (!env[name] && operator === '?') throw new Error(`${name}: ${rest}`);
    value = value.replace(whole, () => env[name] || rest);
  }
  return value;
}

/** What a container gets; a setting without a value takes that of the variable of its name. */
function environmentOf(/** @type {string} */ service, /** @type {Env} */ env) {
  const entries = Object.entries(resolved(env).services[service].environment ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? env[name]]));
}

describe('docker-compose.yml', () => {
  const schema = JSON.parse(readFileSync(path.join(ROOT, 'test/fixtures/compose-spec.json'), 'utf8'));
  // Ajv knows draft 7 by the address without TLS.
  delete schema.$schema;
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

  it('follows the schema of the compose specification, which refuses mistakes', () => {
    const file = resolved(secrets);
    validate(file);
    expect(validate.errors).toBeNull();
    const mistakes = [
      { ...file, service: {} },
      { ...file, services: { api: { ...file.services.api, read_onli: true } } },
      { ...file, services: { api: { ...file.services.api, cap_drop: 'ALL' } } },
      { ...file, services: { api: { ...file.services.api, deploy: { replicas: 'two', memory: '1g' } } } },
    ];
    for (const wrong of mistakes) expect(validate(wrong)).toBe(false);
  });

  it('lists the settings that it passes on', () => {
    expect(composeFile() === text, 'docker-compose.yml is out of date. Run: npm run settings:generate').toBe(true);
  });

  it('has no default passwords: it demands what npm run secrets writes', () => {
    // The API demands its JWT_SECRET itself, because JWT_JWKS_URL can take its place.
    const demanded = [...new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name))];
    expect([...demanded, 'JWT_SECRET'].sort()).toEqual([...SECRET_NAMES].sort());
    expect(() => resolved(secrets)).not.toThrow();
    for (const name of demanded) expect(() => resolved({ ...secrets, [String(name)]: '' })).toThrow(/npm run secrets/);
    expect(text).not.toMatch(/\$\{\w*(PASSWORD|SECRET|TOKEN|_KEY)\w*:-/);
  });

  it.each(/** @type {const} */ (['api', 'worker']))('passes every setting of the %s on to it', (app) => {
    const names = namesReadBy(app);
    expect(names.length).toBeGreaterThan(30);
    const given = Object.fromEntries(names.map((name) => [name, `given-${name}`]));
    const environment = environmentOf(app, { ...secrets, ...given });
    const reached = names.filter((name) => environment[name] === `given-${name}`);
    expect([...reached, ...setByCompose().filter((name) => names.includes(name))].sort()).toEqual(names.sort());
  });

  it('starts a worker with as little memory as npm start does', () => {
    const { args, env } = APP_MEMORY.worker;
    expect(resolved(secrets).services.worker.command.slice(0, -1)).toEqual(args);
    expect(environmentOf('worker', secrets)).toMatchObject(env);
  });

  it('publishes the API on API_PORT, and everything on loopback only', () => {
    const { services } = resolved({ ...secrets, API_PORT: '4000' });
    expect(services.api.ports).toEqual(['127.0.0.1:4000:3000']);
    for (const { ports = [] } of Object.values(services)) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  it('gives each container only the secrets that it needs', () => {
    const whoGets = (/** @type {string} */ name) =>
      Object.keys(resolved(secrets).services).filter((service) =>
        Object.values(environmentOf(service, secrets)).some((value) => String(value).includes(secrets[name] ?? '?')),
      );
    expect(whoGets('JWT_SECRET')).toEqual(['api']);
    expect(whoGets('MYSQL_ROOT_PASSWORD')).toEqual(['mysql']);
    expect(whoGets('METRICS_TOKEN')).toEqual(['api', 'worker']);
    expect(whoGets('VALKEY_PASSWORD')).toEqual(['api', 'worker', 'valkey']);
  });

  it('confines every container', () => {
    for (const [name, service] of Object.entries(resolved(secrets).services)) {
      expect(service, name).toMatchObject({
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        read_only: true,
        restart: 'unless-stopped',
        logging: { options: { 'max-size': expect.any(String) } },
        healthcheck: { test: expect.any(Array) },
        deploy: { resources: { limits: { memory: expect.stringMatching(/^\d+g$/), pids: expect.any(Number) } } },
      });
      expect(service.tmpfs.join(), name).toContain('/tmp:');
      // Only the S3 server starts as root, with what it needs to become its own user.
      expect(service.cap_add?.length ?? 0, name).toBe(name === 's3' ? 5 : 0);
      expect(service.privileged, name).toBeUndefined();
    }
  });

  it('runs two workers, or as many as SLUICE_WORKERS says, on one spool volume', () => {
    const worker = resolved(secrets).services.worker;
    expect(Number(worker.deploy.replicas)).toBe(2);
    expect(Number(resolved({ ...secrets, SLUICE_WORKERS: '5' }).services.worker.deploy.replicas)).toBe(5);
    // With a name or a published port of its own, a second container could not start.
    expect([worker.container_name, worker.ports]).toEqual([undefined, undefined]);
    expect(worker.volumes).toEqual(['spool:/var/lib/sluice/spool']);
    expect(worker.environment.SPOOL_DIR).toBe('/var/lib/sluice/spool');
  });
});

const cli = [['docker', 'compose'], ['docker-compose']].find(
  ([command = '', ...args]) => spawnSync(command, [...args, 'version'], { timeout: 20_000 }).status === 0,
);
test.skipIf(!cli)('docker compose reads the file as these tests do (skipped without docker compose)', () => {
  const [command = '', ...args] = cli ?? [];
  const env = { ...secrets, IMPORT_BATCH_ROWS: '77', S3_ENDPOINT: 'https://s3.example.com', SLUICE_WORKERS: '3' };
  const config = execFileSync(
    command,
    [...args, '-f', COMPOSE_FILE, '--env-file', '/dev/null', 'config', '--format=json'],
    {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      encoding: 'utf8',
    },
  );
  const { services } = JSON.parse(config);
  expect(services.worker.deploy.replicas).toBe(3);
  for (const [name, service] of Object.entries(services)) {
    const given = Object.entries(service.environment ?? {}).filter(([, value]) => value !== null);
    const ours = Object.entries(environmentOf(name, env)).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(given), name).toEqual(Object.fromEntries(ours));
  }
});
