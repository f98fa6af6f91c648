import { examplePosts } from '../../demo/posts/index.ts'

export const kinds = ['public page', 'map', 'map data', 'desk', 'claim', 'decide'] as const
export type Kind = (typeof kinds)[number]

interface Visit {
  url: string
  campaign: string
  /** Of a volunteer who is signed in. */
  cookie: string
  tokens: string[]
}

/** Signs in as a person does and answers the cookie. */
export async function signIn(url: string, { email, password }: { email: string; password: string }): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ email, password }) })
  if (!answer.ok) throw new Error(`nobody could sign in: ${answer.status} ${await answer.text()}`)
  return answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
}

/** So many visits of each kind, so many at once, in turns; milliseconds until the last byte of each. */
export async function visits({ url, campaign, cookie, tokens }: Visit, { each, atOnce }: { each: number; atOnce: number }): Promise<Record<Kind, number[]>> {
  const times = Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Record<Kind, number[]>
  const call = async (kind: Kind, path: string, options: RequestInit = {}): Promise<string> => {
    const began = performance.now()
    const answer = await fetch(`${url}${path}`, options)
    const text = await answer.text()
    times[kind].push(performance.now() - began)
    if (answer.status >= 400) throw new Error(`${kind}: ${answer.status} ${text.slice(0, 200)}`)
    return text
  }
  let left = each
  const visitor = async (number: number) => {
    const api = (body: unknown) => ({ method: 'POST', headers: { authorization: `Bearer ${tokens[number % tokens.length]}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    while (left-- > 0) {
      await call('public page', `/${campaign}`)
      await call('map', `/${campaign}/map`)
      await call('map data', `/${campaign}/map.geojson`)
      await call('desk', `/${campaign}/desk`, { headers: { cookie } })
      const { claims } = JSON.parse(await call('claim', `/api/campaigns/${campaign}/claims`, api({ count: 1 }))) as { claims: { statement: { id: string; version: number } }[] }
      for (const { statement } of claims) await call('decide', `/api/campaigns/${campaign}/statements/${statement.id}/decisions`, api({ version: statement.version, decision: 'discard', reason: 'not-actionable' }))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, number) => visitor(number)))
  return times
}

/** Posts come in by the API, 500 at a time and one lot after the other, until it is ended; posts a second. */
export function streamOfPosts(url: string, campaign: string, token: string): { end(): Promise<number> } {
  const [began, batch] = [performance.now(), 500]
  let [ended, taken] = [false, 0]
  const running = (async () => {
    const posts = examplePosts({ posts: 1_000_000, seed: 77 })
    while (!ended) {
      const lot = Array.from({ length: batch }, () => JSON.stringify(posts.next().value))
      const answer = await fetch(`${url}/api/campaigns/${campaign}/posts`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' }, body: lot.join('\n') })
      if (answer.ok) taken += ((await answer.json()) as { accepted: number }).accepted
      else if (answer.status === 429) await new Promise((later) => setTimeout(later, 1_000 * Number(answer.headers.get('retry-after') ?? 1)))
      else throw new Error(`posts: ${answer.status} ${await answer.text()}`)
    }
  })()
  return {
    async end() {
      ended = true
      await running
      return taken / ((performance.now() - began) / 1_000)
    },
  }
}
