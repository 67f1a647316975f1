// @ts-check

/** Variables that point to certificate files or folders. */
export const CERTIFICATES = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'CURL_CA_BUNDLE',
];

/** Besides certificates: terminal and registry settings. */
const PASSED = /^(CI|NO_COLOR|FORCE_COLOR|TERM|(https?|all|no)_proxy|SLUICE_DEBIAN_MIRROR|npm_config_.*)$/i;

/** npm passes its own folders to child processes; they do not exist on the bare machine. */
const NPM_FOLDER =
  /^npm_config_(cache|globalconfig|userconfig|init_module|local_prefix|prefix|node_gyp|npm_version|user_agent)$/i;

/**
 * The environment of a command on the bare machine: only terminal, certificate and registry settings are passed on.
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
