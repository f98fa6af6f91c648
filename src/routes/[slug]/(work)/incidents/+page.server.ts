import { fail } from '@sveltejs/kit'
import { isUuid } from '#core/index.ts'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { behindIncidents, editIncident, listIncidents, noIncident, verifications, type Verification } from '#incident/index.ts'
import { may } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import { placeChanged, placeIn } from './place.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? ''
  const areas = await issueAreasOf(house.db, campaign.id)
  const area = areas.find((one) => one.key === url.searchParams.get('area'))
  const incidents = await listIncidents(house.db, campaign.id, { ...(area ? { issueAreaId: area.id } : {}), ...(q ? { words: q } : {}), limit: 100 })
  const behind = await behindIncidents(house.db, campaign.id, incidents.map((one) => one.id))
  const names = new Map(areas.map((one) => [one.key, nameIn(one.names, locals.language)]))
  return {
    q, area: area?.key ?? '', mayEdit: may(actor, campaign, 'incident.edit'), verifications,
    areas: areas.map(({ key }) => ({ key, name: names.get(key)! })),
    incidents: incidents.map((one) => ({ ...one, area: one.issueArea ? (names.get(one.issueArea) ?? null) : null, behind: behind.get(one.id) ?? { statements: [], people: 0 } })),
  }
}

export const actions: Actions = {
  edit: async ({ locals, params, request }) => {
    const form = await request.formData()
    const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) as Record<string, string>
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'incident.edit')
      const id = typed['id'] ?? ''
      if (!isUuid(id)) throw noIncident()
      const title = (typed['title'] ?? '').trim()
      const verification = verifications.find((one): one is Verification => one === typed['verification'])
      const place = typed['lat'] || placeChanged(typed) ? await placeIn(house, campaign, typed) : undefined
      await editIncident(house, campaign.id, actor, id, {
        version: Number(typed['version']) || 0,
        ...(title ? { title: title.slice(0, 200) } : {}), ...(verification ? { verification } : {}), ...(place ? { place } : {}),
      })
      return { saved: id }
    } catch (reason) {
      const { status, text, code } = refused(locals.t, reason)
      return fail(status, { id: typed['id'] ?? '', typed, text, code })
    }
  },
}
