/** For routes that answer nothing: runs, and answers null. */
export function nothing(run: () => void): null {
  run();
  return null;
}
