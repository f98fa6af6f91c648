/** Where the program takes the time from; tests set it. SQL never calls now() for a value that it stores (it must be immutable across nodes). */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved: `clock.pass(15 * minutes)`. */
export class SetClock implements Clock {
  at: Date

  constructor(at: Date = new Date()) {
    this.at = at
  }

  now(): Date {
    return new Date(this.at)
  }

  pass(milliseconds: number): void {
    this.at = new Date(this.at.getTime() + milliseconds)
  }
}
