// @ts-check
import { expect, it } from 'vitest';
import { bareEnvironment } from './environment.mjs';

it('passes only terminal and registry settings to the bare machine', () => {
  const passed = {
    CI: 'true',
    HTTPS_PROXY: 'http://proxy:3128',
    no_proxy: 'localhost',
    NODE_EXTRA_CA_CERTS: '/etc/ssl/own.pem',
    npm_config_registry: 'https://registry.example',
    SLUICE_DEBIAN_MIRROR: 'http://mirror.example/debian',
  };
  const own = {
    HOME: '/home/dev',
    PATH: '/opt/bin',
    DATABASE_URL: 'mysql://localhost',
    SLUICE_SERVICES_DIST: '/opt/services',
    CHROMIUM: '/usr/bin/chromium',
    OPENSSL_CONF: '/opt/openssl.cnf',
    npm_config_prefix: '/opt/node',
    npm_config_local_prefix: '/home/dev/sluice',
    npm_lifecycle_event: 'bare',
    NODE_OPTIONS: '--inspect',
  };
  expect(bareEnvironment({ ...passed, ...own })).toEqual({
    ...passed,
    HOME: '/root',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C.UTF-8',
  });
});
