/** Bytes as one says them. */
export function size(bytes: number): string {
  const step = bytes >= 1e9 ? 3 : bytes >= 1e6 ? 2 : bytes >= 1e3 ? 1 : 0
  return `${(bytes / 1e3 ** step).toFixed(step > 1 ? 1 : 0)} ${['bytes', 'kB', 'MB', 'GB'][step]}`
}
