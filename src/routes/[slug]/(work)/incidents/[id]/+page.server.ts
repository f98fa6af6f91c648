import { error, fail, redirect } from '@sveltejs/kit'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { isUuid } from '#core/index.ts'
import {
  courses, editIncident, incidentById, joinIncidents, listIncidents, noIncident, noteOn, splitIncident, standsFor, undoMove, wholeIncident, type Course, type IncidentEdit,
} from '#incident/index.ts'
import { may } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { previewOf, snapshotOf } from '#publish/index.ts'
import { shownPage } from '../../../(public)/shown-page.ts'
import { checklistActions } from '../../checklist-actions.ts'
import { coverOf, photosFor } from '../../cover.ts'
import { entered } from '../../entered.ts'
import { graphicActions } from '../../graphic-actions.ts'
import { placeChanged, placeIn } from '../place.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const now = isUuid(params.id) ? await standsFor(house.db, campaign.id, { id: params.id }) : undefined
  if (!now) error(404)
  if (now.id !== params.id) redirect(308, `/${params.slug}/incidents/${now.id}`)
  const whole = (await wholeIncident(house.db, campaign.id, now.id)) ?? error(404)
  const areas = await issueAreasOf(house.db, campaign.id)
  const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? ''
  const others = await listIncidents(house.db, campaign.id, { ...(q ? { words: q } : {}), limit: 13 })
  const area = areas.find((one) => one.key === whole.issueArea)
  const cover = await coverOf(house, campaign, actor, whole.support.map((one) => one.id))
  const support = whole.support.map((one) => (cover.covers(one.id) ? { ...one, text: locals.t('graphic.coveredRow'), language: null } : one))
  return {
    now: house.clock.now(), whole: { ...whole, support, timeline: whole.timeline.map((row) => ('said' in row ? { ...row, said: support.find((one) => one.id === row.said.id) ?? row.said } : row)) },
    photos: await photosFor(house, campaign, cover, support.map((one) => one.id)), q, areaName: area ? nameIn(area.names, locals.language) : null,
    mayEdit: may(actor, campaign, 'incident.edit'), mayOverride: may(actor, campaign, 'verification.override'),
    others: others.filter((one) => one.id !== whole.id).slice(0, 12).map(({ id, number, title, place, posts, version }) => ({ id, number, title, place: place.name, posts, version })),
  }
}

type Typed = Record<string, string>

export const actions: Actions = {
  ...checklistActions('incident'),
  ...graphicActions,
  /** What the public would see with what is typed; nothing of it is kept. */
  preview: (event) => doing(event, 'preview', async ({ house, campaign, actor, id, typed }) => {
    const { page, why, number } = await previewOf(house, campaign, actor.person.id, id, await editOf(event, typed))
    return { preview: { why, number, shown: page && shownPage(await snapshotOf(house, campaign), page, event.locals.t) }, typed }
  }),
  edit: (event) => doing(event, 'edit', async ({ house, campaign, actor, id, typed }) => {
    await editIncident(house, campaign.id, actor, id, await editOf(event, typed))
  }),
  note: (event) => doing(event, 'note', async ({ house, campaign, actor, id, typed }) => void (await noteOn(house, campaign.id, actor, id, typed['note'] ?? ''))),
  join: (event) => doing(event, 'join', async ({ house, campaign, actor, id, typed }) => {
    const from = typed['from'] ?? ''
    if (!isUuid(from)) throw noIncident()
    await joinIncidents(house, campaign.id, actor, { from, into: id, version: Number(typed['version']) || 0 })
  }),
  split: (event) => doing(event, 'split', async ({ house, campaign, actor, id, typed, form }) => {
    const title = (typed['title'] ?? '').trim().slice(0, 200)
    const made = await splitIncident(house, campaign.id, actor, {
      from: id, version: Number(typed['version']) || 0, statements: form.getAll('statement').map(String), ...(title.length >= 3 ? { title } : {}),
    })
    redirect(303, `/${event.params.slug}/incidents/${made.incident}`)
  }),
  undo: (event) => doing(event, 'undo', async ({ house, campaign, actor, typed }) => {
    const back = await undoMove(house, campaign.id, actor, typed['move'] ?? '')
    if (back !== event.params.id && !(await incidentById(house.db, campaign.id, event.params.id))) redirect(303, `/${event.params.slug}/incidents/${back}`)
  }),
}

type Entered = Awaited<ReturnType<typeof entered>> & { id: string; typed: Typed; form: FormData }

async function doing(event: RequestEvent, part: string, work: (at: Entered) => Promise<object | void>) {
  const form = await event.request.formData()
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) as Typed
  try {
    const at = await entered(event.locals, event.params.slug, 'incident.edit')
    if (!isUuid(event.params.id)) throw noIncident()
    return (await work({ ...at, id: event.params.id, typed, form })) ?? { saved: part }
  } catch (reason) {
    if (reason && typeof reason === 'object' && 'location' in reason) throw reason
    const { status, text, code } = refused(event.locals.t, reason)
    return fail(status, { part, typed, text, code })
  }
}

/** What the form of an incident asks for; what was left as it was is not asked for. */
async function editOf({ locals: { house, actor }, params }: RequestEvent, typed: Typed): Promise<IncidentEdit> {
  const { campaign } = await entered({ house, actor } as App.Locals, params.slug, 'incident.edit')
  const title = (typed['title'] ?? '').trim().slice(0, 200)
  const place = typed['lat'] || placeChanged(typed) ? await placeIn(house, campaign, typed) : undefined
  const course = courses.find((one): one is Course => one === typed['course'])
  const [happened, over] = [momentIn(typed['happened']), momentIn(typed['over'])]
  return {
    version: Number(typed['version']) || 0, ...(title ? { title } : {}), ...(place ? { place } : typed['precision'] ? { precision: typed['precision'] } : {}),
    ...(happened && typed['happened'] !== typed['happenedWas'] ? { happenedAt: happened } : {}), ...(course ? { course, overAt: over ?? null } : {}),
  }
}

/** `datetime-local` has no zone; everything here is said in UTC. */
function momentIn(typed: string | undefined): Date | undefined {
  const found = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed ?? '') ? new Date(`${typed}:00Z`) : undefined
  return found && !Number.isNaN(found.getTime()) ? found : undefined
}
