import { isUuid } from '#core/index.ts'
import { leastUnusual, lookersIn, lookKinds, looksIn, reasonWords, whatWords } from '#privacy/index.ts'
import { entered } from '../entered.ts'
import type { PageServerLoad } from './$types'

const atOnce = 100

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'audit.read')
  const { t } = locals
  const asked = Object.fromEntries(['person', 'kind', 'from', 'until'].map((name) => [name, (url.searchParams.get(name) ?? '').slice(0, 100)])) as Record<'person' | 'kind' | 'from' | 'until', string>
  const after = url.searchParams.get('after')
  const until = dayOf(asked.until)
  const [looks, { usual, lookers }] = await Promise.all([
    looksIn(house.db, campaign.id, {
      personId: asked.person || undefined, kind: asked.kind || undefined, from: dayOf(asked.from), until: until && new Date(until.getTime() + 86_400_000), after: isUuid(after) ? after : undefined,
    }, atOnce + 1),
    lookersIn(house.db, campaign.id, house.clock.now()),
  ])
  const last = looks.length > atOnce ? looks[atOnce - 1]!.id : null
  return {
    asked, usual, lookers, leastUnusual, kinds: lookKinds.map((kind) => ({ kind, name: whatWords(t, kind) })),
    looks: looks.slice(0, atOnce).map((look) => ({ ...look, what: whatWords(t, look.kind), why: reasonWords(t, look.reason) })),
    older: last && `?${new URLSearchParams({ ...asked, after: last })}`,
  }
}

function dayOf(text: string): Date | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  return at && !Number.isNaN(at.getTime()) ? at : undefined
}
