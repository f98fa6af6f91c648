import { hear } from '#ui/live-source.ts'

interface Listener {
  /** Number of the last event that the page was drawn with: what happened until the line stands is caught up. */
  after: number
  /** Something may have been missed. */
  reload(): void
  looking(event: { page: string; person?: string; by?: string; statement: string | null }): void
  /** Something was handed on to a person or a group. */
  handed(to: { person?: string; group?: string }): void
  /** The line stands, for the first time or again. */
  again(): void
  /** The line broke. */
  lost(): void
  /** An author took words back. */
  withdrawn(): void
}

/** What happened since the page was drawn; it lies over the rows until the page is drawn anew. */
export class Following {
  state: 'live' | 'off' = $state('off')
  since: Date | undefined = $state()
  /** Who has a statement now, by statement; null: it is back in the queue. */
  holders: Record<string, { by: string; until: string } | null> = $state({})
  /** Who decided it. */
  decided: Record<string, string> = $state({})
  /** Statements that arrived and are not shown yet. */
  arrived = $state(0)
  /** The statement that is open: when posts come to it or leave it by hand, it is drawn anew. */
  open: string | undefined
  /** By how much more or fewer wait than was counted. */
  shift = $state(0)

  #heard = new Map<string, number>()
  #asked = 0

  /** The page is about to be asked for anew: what was heard before is in it, what is heard from now on may not be. */
  asking(): void {
    this.#asked = performance.now()
  }

  /** The page was drawn anew. */
  drawn(): void {
    for (const [id, at] of this.#heard) {
      if (at >= this.#asked) continue
      delete this.holders[id]
      delete this.decided[id]
      this.#heard.delete(id)
    }
    this.arrived = 0
    this.shift = 0
  }

  #hear(statements: string[], work: (id: string) => void): void {
    for (const id of statements) {
      this.#heard.set(id, performance.now())
      work(id)
    }
  }

  /** Follows a campaign until the returned function is called. */
  follow(slug: string, { after, reload, looking, handed, again, lost, withdrawn }: Listener): () => void {
    return hear(slug, {
      after,
      onopen: () => {
        again()
        this.state = 'live'
        this.since = undefined
      },
      onlost: () => {
        if (this.state === 'live') this.since = new Date()
        this.state = 'off'
        lost()
      },
      on: {
        looking,
        withdrawn,
        handed: ({ statements, to }: { statements: string[]; to: { person?: string; group?: string } }) => {
          this.#hear(statements, (id) => {
            if (to.group) this.holders[id] = null
          })
          handed(to)
        },
        groups: reload,
        bulk: reload,
        reordered: reload,
        held: ({ statements, by, until }: { statements: string[]; by: string; until: string }) => {
          this.#hear(statements, (id) => {
            this.holders[id] = { by, until }
            delete this.decided[id]
          })
          this.shift -= statements.length
        },
        back: ({ statements }: { statements: string[] }) => {
          this.#hear(statements, (id) => (this.holders[id] = null))
          this.shift += statements.length
        },
        decided: ({ statements, by }: { statements: string[]; by: string }) => {
          this.#hear(statements, (id) => (this.decided[id] = by))
        },
        // It is decided as far as one's own queue goes; its page says what it waits for.
        proposed: ({ statements, by }: { statements: string[]; by: string }) => {
          this.#hear(statements, (id) => (this.decided[id] = by))
        },
        arrived: ({ statements }: { statements: number }) => {
          this.arrived += Math.max(statements, 0)
        },
        // What goes aside as it arrives is told before it is counted among what arrived.
        aside: ({ count, arriving }: { count: number; arriving?: true }) => {
          if (arriving) this.arrived -= count
          else this.shift -= count
        },
        refolded: ({ statements }: { statements: string[] }) => {
          if (this.open && statements.includes(this.open)) reload()
        },
        reload,
      },
    })
  }
}
