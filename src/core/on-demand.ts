import { createRequire } from 'node:module'

/**
 * A package that is loaded when it is first asked for: whoever never needs it does not pay its memory, which is 6 to 30 MB for each of those
 * that are taken this way. For use without waiting; where one may wait, `await import(...)` in the function does the same.
 */
export function onDemand<T>(name: string, from: string): () => T {
  let loaded: T | undefined
  return () => (loaded ??= createRequire(from)(name) as T)
}
