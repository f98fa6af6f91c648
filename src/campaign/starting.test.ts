import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { addUser } from '#person/index.ts'
import { apiOf } from '../api.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { cookieOf } from '../../test/harness/signed-in.ts'
import { addCampaign, issueAreasOf, startingAreas, suggesterOf } from './index.ts'

let desk: TestHouse

beforeAll(async () => {
  desk = await openTestHouse()
})
afterAll(async () => {
  await desk?.close()
})

// As searchForm of statement/ does it; what is upstream cannot import it.
const form = (text: string) =>
  text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f\u064b-\u0652]/g, '').replace(/[أإآ]/g, 'ا').replace(/ى/g, 'ي').replace(/ة/g, 'ه').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

describe('the area that a new campaign suggests', () => {
  const suggest = suggesterOf(startingAreas.map(({ key, words = {} }) => ({ id: key, words })), form)

  it.each([
    ['Our tap has been dry since Monday', 'water'],
    ['Los pozos del valle se secaron', 'water'],
    ['There is no nurse on the night ward of the hospital', 'health'],
    ['Il n’y a plus de médicaments au dispensaire', 'health'],
    ['عيادة القرية مغلقة منذ شهر', 'health'],
    ['Twelve teachers left and nobody came', 'schools'],
    ['La escuela no tiene techo', 'schools'],
    ['Who signed the contract and who got the bribe?', 'budget'],
    ['أين ذهبت ميزانية البلدية', 'budget'],
    ['La police a fouillé le quartier', 'police'],
    ['Mi hermano sigue en la cárcel sin juicio', 'prisons'],
    ['زنزانة واحدة فيها أربعون سجيناً', 'prisons'],
    ['Nos bulletins n’ont jamais été comptés', 'elections'],
    ['The tallies of three villages are missing', 'elections'],
    ['No nos pagan el salario desde marzo', 'work'],
    ['رواتب العمال متأخرة', 'work'],
    ['Good morning to all of you', undefined],
  ])('for "%s" is %s', (text, area) => {
    expect(suggest(form(text))).toBe(area)
  })
})

test('every area to begin with has a name and words in each of the four languages', () => {
  expect(startingAreas.map((area) => area.key)).toEqual(['water', 'health', 'schools', 'budget', 'police', 'prisons', 'elections', 'work'])
  for (const { names, words = {} } of startingAreas) for (const language of ['en', 'es', 'fr', 'ar']) expect([names[language] !== '', (words[language]?.length ?? 0) > 5]).toEqual([true, true])
})

test('a campaign added over the API begins with them, one that brings its own does not', async () => {
  const { house } = desk
  const own = await addCampaign(house, { slug: 'own', name: 'Own', organisation: 'Road Watch' })
  expect(await issueAreasOf(house.db, own.id)).toEqual([])
  const person = { email: 'olga@example.org', password: 'four words nobody puts together' }
  await addUser(house, { ...person, name: 'Olga', role: 'owner', organisation: 'Road Watch' })
  const response = await apiOf(house, () => '192.0.2.1').request(`${house.origin}/api/campaigns`, {
    method: 'POST', headers: { 'content-type': 'application/json', cookie: await cookieOf(house, person) },
    body: JSON.stringify({ slug: 'ferries', name: 'Ferries' }),
  })
  const added = (await response.json()) as { id: string }
  expect([response.status, (await issueAreasOf(house.db, added.id)).map((area) => area.names['fr'])]).toEqual([201, startingAreas.map((area) => area.names['fr'])])
})
