import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from '../../test/harness/office.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
  await office.person('olga', 'observer')
})
afterAll(() => office.close())

const texts = [
  { language: 'en', text: 'My mother carries forty litres up the hill. Minister, tell us the day. #WaterNow' },
  { language: 'es', text: 'Tres jueves, tres promesas. ¿Qué día llega el agua? #WaterNow', networks: ['x', 'whatsapp'] },
]

async function bank(name = 'At six'): Promise<string> {
  const { body } = await office.here('vera', 'POST', '/banks', { name, hashtags: ['#WaterNow'] })
  return body.bank.id
}

test('a bank holds texts, each with its length and its share link on every network it is meant for', async () => {
  const id = await bank()
  expect((await office.here('vera', 'POST', `/banks/${id}/variants`, { variants: texts })).status).toBe(201)
  const { body } = await office.here('olga', 'GET', `/banks/${id}`)
  expect(body.bank).toMatchObject({ name: 'At six', hashtags: ['WaterNow'] })
  expect(body.variants.map((one: { text: string }) => one.text)).toEqual(texts.map((one) => one.text))
  expect(Object.keys(body.variants[1].on)).toEqual(['x', 'whatsapp'])
  expect(body.variants[0].on.x).toMatchObject({ used: 80, most: 280, fits: true })
  expect(new URL(body.variants[0].on.x.share).searchParams.get('text')).toBe(texts[0]!.text)
  expect((await office.here('olga', 'GET', '/banks')).body.banks).toEqual([expect.objectContaining({ id, variants: 2 })])
})

test('two who change one text: the second is told, and what is taken out stays readable', async () => {
  const id = await bank('Two pens')
  await office.here('vera', 'POST', `/banks/${id}/variants`, { variants: texts })
  const { body: { variants: [first] } } = await office.here('vera', 'GET', `/banks/${id}`)
  const path = `/banks/${id}/variants/${first.id}`
  expect((await office.here('vera', 'PATCH', path, { version: 1, text: 'Minister, which day? #WaterNow' })).body).toEqual({ version: 2 })
  expect((await office.here('vera', 'PATCH', path, { version: 1, text: 'Another' })).body).toMatchObject({ code: 'stale-version', version: 2 })
  await office.here('vera', 'PATCH', path, { version: 2, out: true })
  const { body: after } = await office.here('vera', 'GET', `/banks/${id}`)
  expect(after.variants[0]).toMatchObject({ text: 'Minister, which day? #WaterNow', outAt: expect.any(String), version: 3 })
  expect((await office.here('vera', 'GET', '/banks')).body.banks.find((one: { id: string }) => one.id === id).variants).toBe(1)
  await office.here('vera', 'PATCH', path, { version: 3, out: false })
  expect((await office.here('vera', 'GET', `/banks/${id}`)).body.variants[0].outAt).toBeNull()
})

test('what cannot be used is refused with what to do', async () => {
  const id = await bank('Refusing')
  const add = async (variant: object) => (await office.here('vera', 'POST', `/banks/${id}/variants`, { variants: [variant] })).body.code
  expect(await add({ language: 'en', text: ' # … ' })).toBe('words-missing')
  expect(await add({ language: 'english please', text: 'A text' })).toBe('language-wrong')
  expect(await add({ language: 'en', text: 'A text', link: 'javascript:alert(1)' })).toBe('link-wrong')
  expect(await add({ language: 'en', text: 'A text', networks: ['myspace'] })).toBe('invalid')
  expect((await office.here('vera', 'POST', '/banks', { name: 'Bad', hashtags: ['two words'] })).body.code).toBe('hashtag-wrong')
  expect((await office.here('olga', 'POST', '/banks', { name: 'Not mine', hashtags: [] })).status).toBe(403)
  expect((await office.here('vera', 'GET', '/banks/nothing')).status).toBe(404)
  const many = Array.from({ length: 500 }, (_, at) => ({ language: 'en', text: `Text number ${at}` }))
  expect((await office.here('vera', 'POST', `/banks/${id}/variants`, { variants: many })).status).toBe(201)
  expect(await add({ language: 'en', text: 'One more' })).toBe('bank-full')
})
