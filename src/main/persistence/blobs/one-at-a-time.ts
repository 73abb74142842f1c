export type OneAtATime = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Runs what is asked for the same key one after the other; keys do not wait for each other. */
export function createOneAtATime(): OneAtATime {
  const ends = new Map<string, Promise<void>>();
  const nothing = (): void => undefined;
  return async (key, work) => {
    const result = (ends.get(key) ?? Promise.resolve()).then(work);
    const end = result.then(nothing, nothing);
    ends.set(key, end);
    try {
      return await result;
    } finally {
      if (ends.get(key) === end) ends.delete(key);
    }
  };
}
