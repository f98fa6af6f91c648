import { hear } from '#ui/live-source.ts'

/** Whatever of this happens changes a figure of the room. */
const changing = ['held', 'back', 'decided', 'proposed', 'arrived', 'edited', 'handed', 'aside', 'bulk', 'steered', 'paused', 'resumed', 'announced', 'person-out', 'backup'] as const
/** Figures are asked for again at most so often, however much happens. */
const restMilliseconds = 1_000
/** Ages move also where nothing happens. */
const beatMilliseconds = 30_000

/** Follows a campaign and asks for new figures when something has happened. */
export class RoomLine {
  state: 'live' | 'off' = $state('off')
  since: Date | undefined = $state()
  /** Milliseconds that the figures on the screen are old. */
  age = $state(0)

  #drawn = 0
  #waiting: ReturnType<typeof setTimeout> | undefined

  /** The figures were drawn anew. */
  drawn(): void {
    this.#drawn = performance.now()
    this.age = 0
  }

  follow(slug: string, refresh: () => Promise<void>): () => void {
    const soon = () => {
      if (this.#waiting) return
      const rest = Math.max(0, this.#drawn + restMilliseconds - performance.now())
      this.#waiting = setTimeout(() => {
        this.#waiting = undefined
        void refresh()
      }, rest)
    }
    const stop = hear(slug, {
      on: Object.fromEntries([...changing, 'reload'].map((kind) => [kind, soon])),
      onopen: () => {
        // What happened while the line was down is told by the stream; figures that depend on the time are not.
        if (this.since) soon()
        this.state = 'live'
        this.since = undefined
      },
      onlost: () => {
        if (this.state === 'live') this.since = new Date()
        this.state = 'off'
      },
    })
    const beat = setInterval(() => {
      this.age = performance.now() - this.#drawn
      if (document.visibilityState === 'visible' && this.age >= beatMilliseconds - 1_000) soon()
    }, 10_000)
    return () => {
      stop()
      clearInterval(beat)
      clearTimeout(this.#waiting)
      this.#waiting = undefined
    }
  }
}
