import { fail } from '@sveltejs/kit'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { areaCalled } from '#desk/index.ts'
import { editIncident, listIncidents, verifications, type IncidentEdit, type Verification } from '#incident/index.ts'
import { may } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { house, language } = locals
  const { campaign, actor } = await entered(locals, params.slug, 'statement.read')
  const area = url.searchParams.get('area') || undefined
  const words = url.searchParams.get('words')?.trim() || undefined
  const issueAreaId = area ? (await areaCalled(house.db, campaign.id, area).catch(() => undefined))?.id : undefined
  const [areas, incidents] = await Promise.all([issueAreasOf(house.db, campaign.id), listIncidents(house.db, campaign.id, { issueAreaId, words })])
  const names = Object.fromEntries(areas.map((one) => [one.key, nameIn(one.names, language)]))
  return {
    incidents: incidents.map(({ issueAreaId: _, ...incident }) => ({ ...incident, areaName: incident.issueArea ? names[incident.issueArea]! : null })),
    areas: areas.map((one) => ({ key: one.key, name: names[one.key]! })),
    area: area ?? '',
    words: words ?? '',
    mayEdit: may(actor, campaign, 'incident.edit'),
  }
}

export const actions: Actions = {
  edit: async ({ locals, params, request }) => {
    const form = await request.formData()
    const id = String(form.get('id') ?? '')
    const typed = { title: String(form.get('title') ?? '').trim(), verification: String(form.get('verification') ?? ''), precision: String(form.get('precision') ?? '') }
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'incident.edit')
      await editIncident(house, campaign.id, actor, id, editOf(Number(form.get('version')), typed))
    } catch (error) {
      const { status, code, text } = refused(locals.t, error)
      return fail(status, { id, code, text, typed })
    }
    return { id, saved: true as const }
  },
}

/** Only what is well-formed counts; an emptied title stays as it was. */
function editOf(version: number, typed: { title: string; verification: string; precision: string }): IncidentEdit {
  const verification = verifications.find((one) => one === typed.verification) as Verification | undefined
  const precision = (['exact', '1km', 'district', 'hidden'] as const).find((one) => one === typed.precision)
  return { version, ...(typed.title.length >= 3 ? { title: typed.title.slice(0, 200) } : {}), ...(verification ? { verification } : {}), ...(precision ? { precision } : {}) }
}

