import { randomUUID } from 'node:crypto'
import { fail } from '@sveltejs/kit'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { may } from '#person/index.ts'
import { listSheets, noteIdsOf, takeSheet } from '#sheet/index.ts'
import { reasonWords } from '#ui/offline/reason.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, setHeaders }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'sheet.type')
  setHeaders({ 'cache-control': 'private, no-store' })
  const [areas, lately] = await Promise.all([issueAreasOf(house.db, campaign.id), listSheets(house.db, campaign.id, 20)])
  return {
    areas: areas.map((area) => ({ key: area.key, name: nameIn(area.names, locals.language) })),
    lately,
    mayCollect: may(actor, campaign, 'collector.manage'),
    /** For a browser without scripts: the same form sent twice is one sheet. */
    sheetId: randomUUID(),
  }
}

export const actions: Actions = {
  /** Without scripts: one note a line. */
  default: async ({ locals, params, request }) => {
    const form = await request.formData()
    const field = (name: string) => String(form.get(name) ?? '').slice(0, 300)
    const typed = { lines: String(form.get('lines') ?? '').slice(0, 200_000), collector: field('collector'), place: field('place'), day: field('day') }
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'sheet.type')
      const id = /^[0-9a-f-]{36}$/.test(field('sheet')) ? field('sheet') : randomUUID()
      const lines = typed.lines.split(/\r?\n/).map((line) => line.trim()).filter(Boolean)
      const ids = noteIdsOf(id, lines.length)
      const head = { id, collector: typed.collector, place: typed.place, ...(typed.day ? { day: typed.day } : {}) }
      const sent = await takeSheet(house, campaign, { personId: actor.person.id }, { sheet: head, notes: lines.map((text, at) => ({ id: ids[at], text })) })
      const kept = sent.refused.map((no) => ({ line: ids.indexOf(no.id) + 1, why: reasonWords(locals.t, no) }))
      if (kept.length > 0) return fail(422, { ...typed, sheet: id, lines: kept.map(({ line }) => lines[line - 1]).join('\n'), safe: sent.sent.length, kept, error: undefined })
      return { safe: sent.sent.length, ...typed, sheet: undefined, lines: '', kept: [], error: undefined }
    } catch (reason) {
      const said = refused(locals.t, reason)
      return fail(said.status, { ...typed, sheet: field('sheet'), safe: 0, kept: [], error: said.text })
    }
  },
}
