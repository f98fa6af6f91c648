import { randomBytes } from 'node:crypto'
import { addCampaign, campaignById, setInstitutions, setIssueAreas, setPlaces, type Campaign } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { addTokenFor, addUser, type Scope } from '#person/index.ts'
import { campaign as example } from './campaign.ts'
import { cast, type CastMember } from './cast.ts'
import { districts, places } from './places.ts'

export interface Founded {
  campaign: Campaign
  people: SignIn[]
}

/** What somebody of the cast signs in with; made anew for each example, printed once, written nowhere. */
export interface SignIn {
  role: CastMember['role']
  name: string
  email: string
  password: string
  token: string
  personId: string
}

/** Founds the example: organisation, campaign, issue areas, institutions, gazetteer and the people of the cast. */
export async function foundExample(house: House): Promise<Founded> {
  const words = Object.fromEntries(
    example.languages.slice(1).map((language) => [language, { name: example.names[language], question: example.questions[language], goal: example.goals[language] }]),
  )
  const { id } = await addCampaign(house, {
    slug: example.slug, name: example.name, organisation: example.organisation, goal: example.goal, question: example.question, words,
    hashtags: example.hashtags, languages: example.languages, precision: 'district',
  })
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    await setIssueAreas(t, id, example.issueAreas, at)
    await setInstitutions(t, id, example.institutions.map(({ key, names, issueAreas }) => ({ key, names, issueAreas })), at)
    await setPlaces(t, id, places.map((place) => ({
      name: place.name, names: Object.values(place.names), lat: place.lat, lon: place.lon, kind: place.kind,
      district: districts.find((district) => district.key === place.district)!.names.en,
    })), at)
  })
  const people: SignIn[] = []
  for (const member of cast) people.push(await seat(house, member))
  return { campaign: (await campaignById(house.db, id))!, people }
}

async function seat(house: House, member: CastMember): Promise<SignIn> {
  const password = randomBytes(12).toString('base64url')
  const { personId } = await addUser(house, {
    email: member.email, name: member.name, role: member.role, languages: member.languages, organisation: example.organisation, ready: true, password,
  })
  const scopes: Scope[] = member.role === 'observer' ? ['read'] : ['intake', 'desk', 'read']
  const { token } = await addTokenFor(house, { email: member.email, campaign: example.slug, scopes })
  return { role: member.role, name: member.name, email: member.email, password, token, personId }
}
