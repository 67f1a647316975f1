// @ts-check

/** Variables that name a file or folder of certificates. */
export const CERTIFICATES = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'CURL_CA_BUNDLE',
];

/** Besides certificates: what describes the terminal, and what reaches registries. */
const PASSED = /^(CI|NO_COLOR|FORCE_COLOR|TERM|(https?|all|no)_proxy|SLUICE_DEBIAN_MIRROR|npm_config_.*)$/i;

/** npm tells its children its own folders, which the bare machine does not have. */
const NPM_FOLDER =
  /^npm_config_(cache|globalconfig|userconfig|init_module|local_prefix|prefix|node_gyp|npm_version|user_agent)$/i;

/**
 * The environment of a command on the bare machine: nothing of this machine's but what reaches registries.
 * @param {NodeJS.ProcessEnv} env @returns {Record<string, string>}
 */
export function bareEnvironment(env) {
  const isPassed = (/** @type {string} */ name) =>
    CERTIFICATES.includes(name) || (PASSED.test(name) && !NPM_FOLDER.test(name));
  const passed = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && isPassed(name) ? [[name, value]] : [],
  );
  const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  return { ...Object.fromEntries(passed), HOME: '/root', PATH, LANG: 'C.UTF-8' };
}
