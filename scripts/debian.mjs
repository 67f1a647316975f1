// @ts-check
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readOr } from './process.mjs';
import { Plain } from './progress.mjs';

const run = promisify(execFile);

/** The release of this machine, such as `bookworm`. @throws {Plain} if it runs neither Debian nor Ubuntu */
export function ownSuite() {
  const suite = /^VERSION_CODENAME=(\w+)/m.exec(readOr('/etc/os-release', ''))?.[1];
  if (!suite) throw new Plain('This machine runs neither Debian nor Ubuntu.');
  return suite;
}

/** Whether this is Debian itself, not Ubuntu or another derivative. */
export const isDebian = () => /^ID="?debian"?$/m.test(readOr('/etc/os-release', ''));

/**
 * The archive that apt on this machine uses for its release, not for security or updates. SLUICE_DEBIAN_MIRROR takes
 * precedence.
 * @returns {Promise<string>} its URL
 */
export async function debianMirror() {
  if (process.env.SLUICE_DEBIAN_MIRROR) return process.env.SLUICE_DEBIAN_MIRROR;
  const suite = ownSuite();
  const query = ['indextargets', '--no-release-info', '--format', '$(REPO_URI) $(RELEASE)', 'Created-By: Packages'];
  const { stdout } = await run('apt-get', query).catch(() => ({ stdout: '' }));
  const mirror = stdout
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, release]) => release === suite)?.[0];
  if (mirror) return mirror;
  throw new Plain('apt on this machine has no mirror of its release. Set SLUICE_DEBIAN_MIRROR to one.');
}
