/** `Parley 2026-11-22 013005.parley-backup`, in local time. */
export function backupFileName(now: number): string {
  const time = new Date(now);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `Parley ${day} ${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}.parley-backup`;
}
