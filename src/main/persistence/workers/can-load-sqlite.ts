/** A native module that is older than N-API 10 was put in place for this thread only: a worker would load another. */
export const canLoadSqliteInWorker = Number(process.versions['napi'] ?? 0) >= 10;
