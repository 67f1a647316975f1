// @ts-check
'use strict';
const { createHash } = require('node:crypto');
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

/**
 * `node run-bundle.cjs BUNDLE [ARGUMENT...]`: runs a bundle (bundle.mjs) with V8's code cache, which halves the processor time
 * of a start. The first process that runs a bundle writes its cache, next to it, for its flags; `npm run build` removes it. V8
 * itself refuses a cache of another version or of other flags.
 */
process.argv.splice(1, 1);
const [, bundle = ''] = process.argv;
const folder = path.dirname(bundle);
/** By then a server has compiled what it needs to start; a program that ends earlier writes at its end. */
const STARTED_MS = 2_000;

/** @param {string} content @param {string} filename */
function compile(content, filename) {
  // V8 compares only the lengths of sources.
  const hash = createHash('sha1').update(content).update(process.execArgv.join(' '));
  const file = `${filename}.${hash.digest('hex').slice(0, 16)}.cache`;
  const cachedData = readIfThere(file);
  const { USE_MAIN_CONTEXT_DEFAULT_LOADER: importModuleDynamically } = vm.constants;
  const script = new vm.Script(Module.wrap(content.replace(/^#!/, '//')), {
    filename,
    cachedData,
    importModuleDynamically,
  });
  if (!cachedData) {
    let written = false;
    const write = () => {
      if (written) return;
      written = true;
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, script.createCachedData());
      renameSync(draft, file);
    };
    setTimeout(write, STARTED_MS).unref();
    process.once('exit', write);
  }
  return script.runInThisContext();
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

const prototype = /** @type {{ _compile(content: string, filename: string): unknown }} */ (
  /** @type {unknown} */ (Module.prototype)
);
const usual = prototype._compile;
/** @this {NodeModule} @param {string} content @param {string} filename */
prototype._compile = function (content, filename) {
  if (path.dirname(filename) !== folder) return usual.call(this, content, filename);
  const run = compile(content, filename);
  return run.call(this.exports, this.exports, Module.createRequire(filename), this, filename, folder);
};
require(bundle);
