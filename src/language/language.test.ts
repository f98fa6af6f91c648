import { afterAll, beforeAll, expect, test } from 'vitest'
import { setInstitutions } from '#campaign/index.ts'
import type { Actor } from '#core/index.ts'
import { writeHtml } from '#deliver/dossier/index.ts'
import { holdAdded, neededForms, translateInto } from '#ui/words.ts'
import { houseOn, closeHouse } from '../open.ts'
import { dossierFor, gather } from '../deliver/gather.ts'
import { testSecret } from '../../test/harness/house.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { addLanguage, changeLanguage, exportCsv, exportJson, freshLanguages, importWords, languageCalled, removeLanguage, standingOf } from './index.ts'

let office: Office
let olga: Actor

beforeAll(async () => {
  office = await openOffice()
  olga = await office.actor('olga', 'owner')
})
afterAll(async () => {
  holdAdded([])
  await office.close()
})

const swahili = async () => (await languageCalled(office.house.db, 'sw'))!
const say = async (tag: string) => {
  const all = await freshLanguages(office.house)
  return translateInto(tag, all.find((one) => one.tag === tag)?.fallback ?? 'en')
}

test('a language is spoken as soon as it has words, and its fallback where it has none', async () => {
  const { house, campaign } = office
  await addLanguage(house, olga, campaign, { tag: 'SW', ownName: 'Kiswahili', fallback: 'fr' })
  expect((await say('sw'))('house.save')).toBe('Enregistrer')
  await importWords(house, olga, campaign, 'sw', JSON.stringify({ house: { save: 'Hifadhi' }, 'desk.queueCount': 'Foleni {count, number}' }))
  const t = await say('sw')
  expect([t('house.save'), t('desk.queueCount', { count: 3 }), t('house.close'), t.tag, t.language, t.dir]).toEqual(['Hifadhi', 'Foleni 3', 'Fermer', 'sw', 'fr', 'ltr'])
  expect(standingOf(await swahili())).toMatchObject({ translated: 2, holes: expect.not.arrayContaining(['house.save']) })
})

test('a mistake is told for its message and not taken; the rest of the file is', async () => {
  const { house, campaign } = office
  const told = await importWords(house, olga, campaign, 'sw', JSON.stringify({
    'house.back': 'Rudi', 'house.minutes': 'dakika {idadi}', 'desk.take': 'Chukua {', 'post.count': '{count, plural, one {ujumbe #}}', 'house.gone': 'x', 'house.menu': '',
  }))
  expect(told).toMatchObject({ taken: 1, unknown: ['house.gone'] })
  expect(told.wrong.map(({ key, faults }) => [key, faults.map((fault) => fault.kind)])).toEqual([['house.minutes', ['placeholders']], ['desk.take', ['icu']], ['post.count', ['icu']]])
  expect((await say('sw'))('house.back')).toBe('Rudi')
  expect((await say('sw'))('desk.take')).toBe('Prendre la suivante')
})

test('the plural forms are those of the language', async () => {
  expect([neededForms('sw'), neededForms('pl'), neededForms('ja'), neededForms('ar').length, neededForms('qqq')]).toEqual([['one', 'other'], ['few', 'many', 'one', 'other'].sort(), ['other'], 6, ['other']].map((forms) => (Array.isArray(forms) ? expect.arrayContaining(forms) : forms)))
  const { house, campaign } = office
  await addLanguage(house, olga, campaign, { tag: 'pl', ownName: 'Polski', fallback: 'en' })
  const two = '{count, plural, one {# wpis} other {# wpisów}}'
  expect((await importWords(house, olga, campaign, 'pl', JSON.stringify({ 'post.count': two }))).wrong[0]!.faults).toEqual([{ kind: 'plural', form: 'few' }, { kind: 'plural', form: 'many' }])
  await importWords(house, olga, campaign, 'pl', JSON.stringify({ 'post.count': '{count, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}' }))
  const t = await say('pl')
  expect([1, 3, 5].map((count) => t('post.count', { count }))).toEqual(['1 wpis', '3 wpisy', '5 wpisów'])
})

test('a spreadsheet goes out and comes back as it was, also from a program that separates by semicolons', async () => {
  const { house, campaign } = office
  const csv = exportCsv(await swahili())
  expect(csv.split('\r\n')[0]).toBe('\uFEFFkey,en,fr,sw,plural forms')
  const before = JSON.parse(exportJson(await swahili()))
  expect((await importWords(house, olga, campaign, 'sw', csv)).wrong).toEqual([])
  expect(JSON.parse(exportJson(await swahili()))).toEqual(before)
  expect(await importWords(house, olga, campaign, 'sw', '\uFEFFkey;en;sw\r\nhouse.menu;Menu;Menyu\r\n')).toMatchObject({ taken: 1 })
  await expect(importWords(house, olga, campaign, 'sw', 'key,english\nhouse.menu,Menu\n')).rejects.toMatchObject({ code: 'language-columns' })
  await expect(importWords(house, olga, campaign, 'sw', '{"house.menu": ')).rejects.toMatchObject({ code: 'language-file' })
})

test('a dossier is written in it, with names in it where they are given, and in its fallback for what it lacks', async () => {
  const { house, campaign } = office
  await importWords(house, olga, campaign, 'sw', JSON.stringify({ 'dossier.contents': 'Yaliyomo', 'post.channel.form': 'Fomu' }))
  await freshLanguages(house)
  await house.db.transact((t) => setInstitutions(t, campaign.id, [{ key: 'water-board', names: { en: 'Water Board', fr: 'Régie des eaux' }, issueAreas: ['water'] }], house.clock.now()))
  const gathered = await gather(house, campaign)
  const dossier = dossierFor(house, gathered, gathered.snapshot.institutions[0]!, 'sw', 1)
  expect([dossier.institution.name, dossier.added?.catalogue]).toEqual(['Régie des eaux', { 'dossier.contents': 'Yaliyomo', 'post.channel.form': 'Fomu' }])
  const html = writeHtml(dossier)
  for (const words of ['<html lang="sw" dir="ltr"', 'Yaliyomo', 'Comment ces questions ont été recueillies']) expect(html).toContain(words)
})

test('another process speaks it at once', async () => {
  const { house, campaign, url } = office
  const other = await houseOn(url, testSecret, { config: house.config, log: house.log, dataDir: house.dataDir, clock: house.clock })
  try {
    const menu = async () => (await freshLanguages(other)).find((one) => one.tag === 'sw')!.words['house.menu']
    expect(await menu()).toBe('Menyu')
    await changeLanguage(house, olga, campaign, 'sw', { words: { 'house.menu': 'Orodha' } })
    await expect.poll(menu).toBe('Orodha')
  } finally {
    await closeHouse(other)
  }
})

test('only an owner adds one, only the organisation that added it changes it, and ours are not added again', async () => {
  const { house, campaign } = office
  const cora = await office.actor('cora', 'coordinator')
  await expect(addLanguage(house, cora, campaign, { tag: 'so', ownName: 'Soomaali', fallback: 'en' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(addLanguage(house, olga, campaign, { tag: 'ar', ownName: 'x', fallback: 'en' })).rejects.toMatchObject({ code: 'language-there' })
  await expect(addLanguage(house, olga, campaign, { tag: '../x', ownName: 'x', fallback: 'en' })).rejects.toMatchObject({ code: 'language-tag' })
  await house.db.transact((t) => t.run(`insert into organisation (id, slug, name, created_at) values ('elsewhere', 'elsewhere', 'Elsewhere', $1)`, [house.clock.now()]))
  await house.db.transact((t) => t.run(`update language set organisation_id = 'elsewhere' where tag = 'pl'`))
  await expect(removeLanguage(house, olga, campaign, 'pl')).rejects.toMatchObject({ code: 'forbidden' })
  await removeLanguage(house, olga, campaign, 'sw')
  expect((await freshLanguages(house)).map((one) => one.tag)).toEqual(['pl'])
})
