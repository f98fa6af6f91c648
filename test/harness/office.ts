import { apiOf } from '../../src/api.ts'
import { addCampaign, setInstitutions, setIssueAreas, type Campaign } from '#campaign/index.ts'
import { isRefusal, type Actor, type Api, type Role, type Scope } from '#core/index.ts'
import { actorOf, addTokenFor, addUser } from '#person/index.ts'
import { openTestHouse, type TestHouse } from './house.ts'
import { say } from './say.ts'
import { cookieOf } from './signed-in.ts'

export interface Answer {
  status: number
  body: any
  headers: Headers
}

export const password = 'four words nobody puts together'

/** A house with a campaign, its people and their API: what most tests of the surface begin with. */
export interface Office extends TestHouse {
  api: Api
  campaign: Campaign
  /** Calls the API as somebody added by `person`, with a token ("clm_..."), or as nobody. `path`: from /api on. */
  call(who: string | undefined, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** As `call`, for what lies under /api/campaigns/{slug of the campaign}. */
  here(who: string | undefined, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  person(name: string, role: Role, options?: { campaign?: string; ready?: boolean; organisation?: string }): Promise<string>
  /** As `person`; what the program knows of whoever is signed in. */
  actor(name: string, role: Role, options?: { campaign?: string; ready?: boolean; organisation?: string }): Promise<Actor>
  token(name: string, scopes: Scope[], campaign?: string): Promise<string>
  /** The cookie header of somebody added by `person`. */
  cookieOf(name: string): string
  /** Posts come in and are folded; texts that share no words become statements of their own. */
  say(posts: Record<string, unknown>[]): Promise<void>
  /** A coordinator joins a statement to another; what comes back takes the two apart again. */
  join(who: string, kept: string, joined: string): Promise<() => Promise<void>>
}

export async function openOffice(slug = 'water-now', settings: Record<string, unknown> = {}): Promise<Office> {
  const opened = await openTestHouse(settings)
  const { house } = opened
  const api = apiOf(house, () => '192.0.2.1')
  const campaign = await addCampaign(house, { slug, name: 'Water now', organisation: 'River Watch', hashtags: ['WaterNow'], languages: ['en', 'es'] })
  await house.db.transact(async (t) => {
    await setIssueAreas(t, campaign.id, [{ key: 'water', names: { en: 'Water', es: 'Agua' } }, { key: 'health', names: { en: 'Health' } }], house.clock.now())
    await setInstitutions(t, campaign.id, [{ key: 'water-board', names: { en: 'Water Board' }, issueAreas: ['water'] }, { key: 'hospital', names: { en: 'Hospital' }, issueAreas: ['health'] }], house.clock.now())
  })
  const cookies = new Map<string, string>()

  const call: Office['call'] = async (who, method, path, body, headers = {}) => {
    const sent: Record<string, string> = who?.startsWith('clm_') ? { authorization: `Bearer ${who}` } : who ? { cookie: cookies.get(who)! } : {}
    if (body !== undefined) sent['content-type'] = 'application/json'
    Object.assign(sent, headers)
    const raw = typeof body === 'string' || body instanceof Uint8Array
    const response = await api.request(`${house.origin}/api${path}`, { method, headers: sent, ...(body === undefined ? {} : { body: (raw ? body : JSON.stringify(body)) as BodyInit }) })
    const text = await response.text()
    return { status: response.status, body: /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : text, headers: response.headers }
  }
  const here: Office['here'] = (who, method, path, body, headers) => call(who, method, `/campaigns/${slug}${path}`, body, headers)
  const done = ({ status, body }: Answer) => {
    if (status >= 300) throw new Error(JSON.stringify(body))
    return body
  }
  const person: Office['person'] = async (name, role, options = {}) => {
    const email = `${name}@example.org`
    const { personId } = await addUser(house, { email, role, name, password, campaign: options.campaign ?? (options.organisation ? undefined : slug), organisation: options.organisation })
    if (options.ready === false) await house.db.rows('update person set ready = false where id = $1', [personId])
    cookies.set(name, await cookieOf(house, { email, password, address: name }))
    return personId
  }
  return {
    ...opened, api, campaign, call, here, person,
    async actor(name, role, options) {
      await person(name, role, options)
      return (await actorOf(house, { cookie: cookies.get(name)! }))!
    },
    token: async (name, scopes, of = slug) => (await addTokenFor(house, { email: `${name}@example.org`, campaign: of, scopes })).token,
    cookieOf: (name) => cookies.get(name)!,
    say: (posts) => say(house, campaign, posts),
    async join(who, kept, joined) {
      const { version } = done(await here(who, 'GET', `/statements/${kept}`))
      const { id, statement } = done(await here(who, 'POST', `/statements/${kept}/joins`, { version, with: joined }))
      return async () => void done(await here(who, 'DELETE', `/statements/${statement.id}/joins/${id}`))
    },
  }
}

/** The code by which something was refused; 'done' where it was not. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'done', (error: unknown) => {
    if (isRefusal(error)) return error.code
    throw error
  })
}

const nouns = ['tanker', 'pump', 'valve', 'meter', 'well', 'pipe', 'drain', 'filter', 'tower', 'canal', 'bucket', 'hydrant', 'cistern', 'sluice', 'boiler', 'tap', 'sewer', 'ditch', 'reservoir', 'faucet']
const places = ['harbour', 'market', 'school', 'bridge', 'station', 'hillside', 'library', 'bakery', 'chapel', 'garden', 'quarry', 'stadium', 'museum', 'orchard', 'tannery', 'mill', 'barracks', 'cinema', 'port', 'court']
const troubles = ['stands dry', 'smells of oil', 'leaks at night', 'was locked', 'runs brown', 'burst open', 'makes children ill', 'costs too much', 'is guarded', 'froze over']

/** Sentences that nobody would take for copies of each other: up to 400 of them. */
export function sentence(n: number): string {
  const noun = nouns[n % 20]!
  const place = places[(n * 7 + Math.floor(n / 20)) % 20]!
  return `${place} quarter, ${'abcdefghijklmnopqrst'[Math.floor(n / 20)]}${noun}: the ${noun} behind the ${place} ${troubles[n % 10]}, since the ${place} closed nobody repairs a ${noun}`
}
