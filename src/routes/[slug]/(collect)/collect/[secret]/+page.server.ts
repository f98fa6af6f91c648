import { randomUUID } from 'node:crypto'
import { fail } from '@sveltejs/kit'
import { campaignIn } from '#campaign/index.ts'
import { limit } from '#person/index.ts'
import { endOf, enterAsCollector, takeSheet } from '#sheet/index.ts'
import { reasonWords } from '#ui/offline/reason.ts'
import { refused } from '#ui/refused.ts'
import { opened } from './opened.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const { campaign, collector } = await opened(locals, params)
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' })
  const { id, label, place, cap, sent, expiresAt } = collector
  return {
    campaign: { slug: campaign.slug, hashtag: campaign.hashtags[0] ? `#${campaign.hashtags[0]}` : campaign.name, ...campaignIn(campaign, locals.language) },
    collector: { id, label, place, cap, sent, expiresAt },
    ended: endOf(collector, locals.house.clock.now()),
    secret: params.secret,
    /** For a telephone without scripts: the same form sent twice is one note. */
    ids: { sheet: randomUUID(), note: randomUUID() },
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { house, t } = locals
    const { campaign } = await opened(locals, params)
    const form = await request.formData()
    const text = String(form.get('text') ?? '').slice(0, 10_000)
    try {
      const collector = await enterAsCollector(house, campaign, params.secret)
      await limit(house, 'collector', collector.id, { max: 120, seconds: 60 })
      const sheet = { id: idOf(form, 'sheet') }
      const taken = await takeSheet(house, campaign, { collector }, { sheet, notes: [{ id: idOf(form, 'note'), text }] })
      const [no] = taken.refused
      if (no) return fail(422, { text, error: reasonWords(t, no), safe: undefined })
      return { safe: taken.sent.length, text: '', error: undefined }
    } catch (reason) {
      const said = refused(t, reason)
      return fail(said.status, { text, error: said.text, safe: undefined })
    }
  },
}

function idOf(form: FormData, name: string): string {
  const id = String(form.get(name) ?? '')
  return /^[0-9a-f-]{36}$/.test(id) ? id : randomUUID()
}
