import { fail } from '@sveltejs/kit'
import { collectorLimits, listCollectors, makeCollectors, qrOf, renewCollector, revokeAllCollectors, revokeCollector, type MadeCollector } from '#sheet/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'collector.manage')
  const now = house.clock.now()
  const collectors = await listCollectors(house, actor, campaign)
  return { collectors: collectors.map((one) => ({ ...one, ended: one.revokedAt !== null || one.expiresAt <= now })), now }
}

export const actions: Actions = {
  make: (event) =>
    act(event, async ({ form, house, actor, campaign }) => {
      // Numbers go on where those of earlier cards end.
      const there = (await listCollectors(house, actor, campaign)).length
      const collectors = collectorsIn(form, (number) => event.locals.t('sheet.collectors.numbered', { number: there + number }))
      return { made: (await makeCollectors(house, actor, campaign, { collectors, days: Number(form.get('days')) || 7, cap: Number(form.get('cap')) || 1_000 })).map(card) }
    }),
  renew: (event) => act(event, async ({ form, house, actor, campaign }) => ({ made: [card(await renewCollector(house, actor, campaign, String(form.get('id') ?? '')))] })),
  endAll: (event) => act(event, async ({ house, actor, campaign }) => ({ done: event.locals.t('sheet.collectors.endedAll', { count: await revokeAllCollectors(house, actor, campaign) }) })),
  end: (event) => act(event, async ({ form, house, actor, campaign }) => (await revokeCollector(house, actor, campaign, String(form.get('id') ?? '')), { done: event.locals.t('sheet.collectors.ended') })),
}

/** Named ones, each with a place of its own or the one for all; then so many with numbers. */
function collectorsIn(form: FormData, numbered: (number: number) => string): { label: string; place: string }[] {
  const everywhere = String(form.get('place') ?? '').trim()
  const named = String(form.get('who') ?? '').split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => {
    const [label = '', ...place] = line.split(/[;؛]/)
    return { label: label.trim(), place: place.join(';').trim() || everywhere }
  })
  const count = Math.min(Math.max(Math.round(Number(form.get('count'))) || 0, 0), collectorLimits.atOnce)
  return [...named, ...Array.from({ length: count }, (_, at) => ({ label: numbered(at + 1), place: everywhere }))]
}

/** What a card shows; the link is in nobody's hands but the reader's after this. */
function card({ id, label, place, link, expiresAt }: MadeCollector) {
  return { id, label, place, link, expiresAt, qr: qrOf(link) }
}

interface Said {
  made?: ReturnType<typeof card>[]
  done?: string
  text?: string
  who?: string
  place?: string
  count?: string
}

async function act({ locals, params, request }: RequestEvent, work: (held: Awaited<ReturnType<typeof entered>> & { form: FormData }) => Promise<Said>): Promise<Said | ReturnType<typeof fail<Said>>> {
  const form = await request.formData()
  try {
    return await work({ ...(await entered(locals, params.slug, 'collector.manage')), form })
  } catch (reason) {
    const { status, text } = refused(locals.t, reason)
    return fail(status, { text, ...Object.fromEntries(['who', 'place', 'count'].map((name) => [name, String(form.get(name) ?? '')])) } as Said)
  }
}
