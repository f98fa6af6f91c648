/** One thing that was looked at: what was found, and what to do where it is not good. */
export interface Check {
  name: string
  ok: boolean
  found: string
  /** Empty where there is nothing to mend. */
  mend: string
}

export const good = (name: string, found: string): Check => ({ name, ok: true, found, mend: '' })
export const bad = (name: string, found: string, mend: string): Check => ({ name, ok: false, found, mend })
