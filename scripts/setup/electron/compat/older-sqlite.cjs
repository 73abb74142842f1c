// Part of the fallback runtime. better-sqlite3 13 needs N-API 10 and crashes here: whoever loads it gets the older pair
// beside this file, in the main process and in its worker threads. No app knows of it.
'use strict';
const Module = require('node:module');
const { join, sep } = require('node:path');
const workers = require('node:worker_threads');

const entry = join('better-sqlite3', 'lib', 'index.js');
const older = join(__dirname, 'better-sqlite3');

if (Number(process.versions.napi) < 10) {
  // At evaluation, not at resolution: that serves `require` and ESM `import` alike.
  const evaluate = Module._extensions['.js'];
  Module._extensions['.js'] = (module, filename) => {
    if (filename.endsWith(sep + entry) && !filename.startsWith(older)) module.exports = require(older);
    else evaluate(module, filename);
  };

  // A worker thread has modules of its own, so it needs this file first.
  const { Worker } = workers;
  workers.Worker = class extends Worker {
    constructor(file, options = {}) {
      super(file, { ...options, execArgv: [...(options.execArgv ?? []), '--require', __filename] });
    }
  };
  Module.syncBuiltinESMExports();
}
