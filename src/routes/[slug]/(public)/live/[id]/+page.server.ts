import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { isUuid } from '#core/index.ts'
import { coverageById, publicCoverage } from '#coverage/index.ts'
import { wallOf } from '#plan/index.ts'
import { ready } from '#publish/index.ts'
import type { PageServerLoad } from './$types'

/** What was told live, as everybody may read it; not there before a person has published it, and while STOP holds. */
export const load: PageServerLoad = async ({ locals: { house }, params, url }) => {
  const campaign = await campaignBySlug(house.db, params.slug)
  const coverage = campaign && isUuid(params.id) ? await coverageById(house.db, campaign.id, params.id) : undefined
  const shown = coverage && (await ready(house, campaign!, `coverage ${coverage.id}`, () => publicCoverage(house, campaign!, coverage)))
  if (!shown) error(404)
  const from = Math.max(0, Math.floor(Number(url.searchParams.get('from')) || 0))
  const { threads, next } = within(shown.threads, from)
  const clock = (at: Date) => wallOf(at, shown.coverage.zone)
  return { coverage: shown.coverage, wall: clock(shown.coverage.startsAt), threads: threads.map((thread) => thread.map((one) => ({ ...one, wall: clock(one.happenedAt) }))), next }
}

/** A page weighs under 30 KB: whole threads, as many as fit. */
function within<E extends { text: string; alt: string; links: string[] }>(threads: E[][], from: number): { threads: E[][]; next: number | null } {
  let bytes = 0
  const rest = threads.slice(from)
  const fitting = rest.findIndex((thread, at) => (bytes += thread.reduce((sum, one) => sum + 400 + Buffer.byteLength(one.text + one.alt + one.links.join('')), 0)) > 13_000 && at > 0)
  return fitting === -1 ? { threads: rest, next: null } : { threads: rest.slice(0, fitting), next: from + fitting }
}
