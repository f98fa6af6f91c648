/** What the address of the desk asks for: the page's address is the query. */
export interface Asked {
  tab: Tab
  area?: string | undefined
  language?: string | undefined
  channel?: string | undefined
  order: Order
  /** Also what does not fit whoever looks. */
  fit?: 'all' | undefined
  q?: string | undefined
  /** Key of the page of the queue. */
  after?: string | undefined
  /** Boxes to tick stand before the rows. */
  tick?: 'yes' | undefined
  /** The statement that is open. Opening is not claiming. */
  open?: string | undefined
  /** All wordings instead of the first few. */
  wordings?: 'all' | undefined
  /** Number of the post after which the page of posts begins. */
  posts?: string | undefined
}

export const tabs = ['queue', 'mine', 'groups', 'asked', 'review', 'aside', 'decided'] as const
export type Tab = (typeof tabs)[number]
export const orders = ['due', 'loudest', 'oldest', 'newest'] as const
export type Order = (typeof orders)[number]

export function askedOf({ searchParams }: URL): Asked {
  const word = (name: string) => searchParams.get(name)?.trim().slice(0, 500) || undefined
  const one = <T extends string>(name: string, known: readonly T[]) => known.find((value) => value === searchParams.get(name)) ?? known[0]!
  return {
    tab: one('tab', tabs), area: word('area'), language: word('language'), channel: word('channel'), order: one('order', orders), fit: word('fit') === 'all' ? 'all' : undefined, q: word('q'),
    after: word('after'), tick: word('tick') === 'yes' ? 'yes' : undefined, open: word('open'), wordings: word('wordings') === 'all' ? 'all' : undefined, posts: word('posts'),
  }
}

/** The address of the desk that asks for the same but for `change`; what is usual is left out. */
export function addressOf(asked: Asked, change: Partial<Asked> = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...asked, ...change })) {
    if (value && !(name === 'tab' && value === tabs[0]) && !(name === 'order' && value === orders[0])) parameters.set(name, value)
  }
  return `?${parameters}`
}

/** Where a form of the desk goes: an action, asking for the same. */
export function actionOf(name: string, asked: Asked): string {
  return `?/${name}&${addressOf(asked).slice(1)}`
}

/** The action that an address of a form names. */
export function actionNamed(address: string): string | undefined {
  return /[?&]\/(\w+)/.exec(address)?.[1]
}

/** Another statement: its wordings and posts begin anew. */
export const opening = (open: string | undefined): Partial<Asked> => ({ open, wordings: undefined, posts: undefined })
