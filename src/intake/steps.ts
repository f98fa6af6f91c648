/** Time and calls of each step since the process began: where the time goes is printed by the bench and shown in /metrics. */
const steps = new Map<string, { milliseconds: number; calls: number }>()

/** Runs one named step of the pipeline and adds its time up. Steps that wait for the database include the waiting. */
export function timed<T>(step: string, work: () => T): T {
  const start = performance.now()
  const result = work()
  const done = () => spent(step, performance.now() - start)
  if (result instanceof Promise) result.then(done, done)
  else done()
  return result
}

/** The same of a step that ran in another thread. */
export function spent(step: string, milliseconds: number): void {
  const sum = steps.get(step) ?? { milliseconds: 0, calls: 0 }
  sum.milliseconds += milliseconds
  sum.calls += 1
  steps.set(step, sum)
}

export function stepTimes(): Record<string, { milliseconds: number; calls: number }> {
  return Object.fromEntries([...steps].map(([step, sum]) => [step, { ...sum }]))
}
