import { redirect } from '@sveltejs/kit'
import {
  askForTowns, bringSet, countriesOf, countryOf, draftOf, dropDraft, keepDraft, placeFields, placesOutsideSets, previewSet, readPlaces, removeSet, setCountry, setsOf, showSet, townsLoaded, type PlaceField,
} from '#campaign/index.ts'
import { isRefusal, refuse } from '#core/index.ts'
import { countryName } from '#ui/country.ts'
import { refused } from '#ui/refused.ts'
import { act } from '../../act.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad } from './$types'

/** What a file that names no kind can hold. */
const kinds = ['polling-station', 'clinic', 'school', 'office', 'district', 'town', 'place'] as const

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.manage')
  await askForTowns(house)
  const [sets, outside, country, loaded, countries] = await Promise.all([setsOf(house.db, campaign.id), placesOutsideSets(house.db, campaign.id), countryOf(house.db, campaign.id), townsLoaded(house.db), countriesOf(house.db)])
  const names = countries.map((code) => ({ code, name: countryName(code, locals.language) })).sort((a, b) => a.name.localeCompare(b.name, locals.language))
  return {
    sets, outside, country: country ?? null, countries: names, kinds, world: !house.config.towns && !loaded ? ('off' as const) : loaded ? ('there' as const) : ('coming' as const),
    preview: url.searchParams.has('draft') ? await preview(house, campaign.id, actor.person.id, url.searchParams, locals.t) : undefined,
  }
}

type Asked = Pick<URLSearchParams, 'get'>

/** How the file is to be read, as the address or the form says it. */
function wishOf(asked: Asked) {
  const map = Object.fromEntries(placeFields.flatMap((field) => (asked.get(`column.${field}`) ? [[field, String(asked.get(`column.${field}`))]] : [])))
  return { set: String(asked.get('set') ?? '').trim().slice(0, 120), kind: kinds.find((one) => one === asked.get('kind')), sheet: String(asked.get('sheet') ?? '') || undefined, map }
}

async function preview(house: App.Locals['house'], campaignId: string, personId: string, asked: Asked, t: App.Locals['t']) {
  const draft = String(asked.get('draft'))
  const wish = wishOf(asked)
  let file = ''
  try {
    const found = await draftOf(house, campaignId, personId, draft)
    file = found.name
    const read = await readPlaces(found.file, wish)
    const { bad, ...counts } = await previewSet(house.db, campaignId, read, { name: wish.set })
    return {
      draft, file, set: wish.set, kind: wish.kind ?? '', sheet: wish.sheet ?? '', header: read.header, fields: read.fields, named: read.named, counts, bad: bad.slice(0, 50), badCount: bad.length,
      first: read.places.slice(0, 5).map(({ name, names, code, district, lat, lon, outline }) => ({ name, names, code, district, lat, lon, area: outline !== undefined })),
    }
  } catch (error) {
    const { code, text } = refused(t, error)
    const header = isRefusal(error) && Array.isArray(error.extra['header']) ? (error.extra['header'] as string[]) : []
    return { draft, file, set: wish.set, kind: wish.kind ?? '', sheet: wish.sheet ?? '', header, fields: wish.map as Partial<Record<PlaceField, string>>, named: [], problem: { code, text } }
  }
}

export const actions: Actions = {
  /** The file is put aside and looked at; nothing is in the gazetteer yet. */
  look: async (event) => {
    let to: string | undefined
    const answered = await act(event, 'campaign.manage', async ({ house, actor, campaign, form, word }) => {
      const file = form.get('file')
      if (!(file instanceof File) || file.size === 0) throw refuse('file-empty', 422, 'The file is empty.', { mend: 'Choose another file.' })
      const draft = await keepDraft(house, campaign.id, actor.person.id, file.name, new Uint8Array(await file.arrayBuffer()))
      const set = word('set').slice(0, 120) || file.name.replace(/\.\w+$/, '').slice(0, 120)
      to = `?${new URLSearchParams({ draft, set, ...(word('kind') ? { kind: word('kind') } : {}) })}`
    })
    if (to) redirect(303, `${event.url.pathname}${to}`)
    return answered
  },
  keep: async (event) => {
    let name: string | undefined
    const answered = await act(event, 'campaign.manage', async ({ house, actor, campaign, form, word }) => {
      const wish = wishOf(form as unknown as Asked)
      const found = await draftOf(house, campaign.id, actor.person.id, word('draft'))
      await bringSet(house, campaign, actor.person.id, await readPlaces(found.file, wish), { name: wish.set, file: found.name, replace: word('replace') === 'yes' })
      await dropDraft(house, campaign.id, word('draft'))
      name = wish.set
    })
    if (name) redirect(303, `${event.url.pathname}?${new URLSearchParams({ kept: name })}`)
    return answered
  },
  letGo: async (event) => {
    const answered = await act(event, 'campaign.manage', ({ house, campaign, word }) => dropDraft(house, campaign.id, word('draft')))
    if ('done' in answered) redirect(303, event.url.pathname)
    return answered
  },
  remove: (event) => act(event, 'campaign.manage', async ({ house, actor, campaign, word }) => {
    await removeSet(house, actor, campaign, word('id'))
    return { removed: word('name') }
  }),
  show: (event) => act(event, 'campaign.manage', ({ house, actor, campaign, word }) => showSet(house, actor, campaign, word('id'), word('onMap') === 'yes')),
  country: (event) => act(event, 'campaign.manage', async ({ house, campaign, word }) => {
    await house.db.transact((t) => setCountry(t, campaign.id, word('country') || null))
  }),
}
