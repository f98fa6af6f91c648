import { SetClock } from '#core/index.ts'

/** So many times faster than the day: an hour takes a minute. */
export const speed = 60

/** A clock that begins some time ago, runs at speed once the play begins, and goes on like any other when it has caught up. */
export class PlayedClock extends SetClock {
  #began: number | undefined

  constructor(minutes: number) {
    super(new Date(Date.now() - minutes * 60_000))
  }

  play(): void {
    this.#began ??= Date.now()
  }

  override now(): Date {
    const real = Date.now()
    return new Date(this.#began === undefined ? this.at : Math.min(real, this.at.getTime() + (real - this.#began) * speed))
  }

  /** Resolves when it shows this. */
  async until(at: Date): Promise<void> {
    const left = (at.getTime() - this.now().getTime()) / speed
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
  }

  async pause(minutes: number): Promise<void> {
    await this.until(new Date(this.now().getTime() + minutes * 60_000))
  }
}
