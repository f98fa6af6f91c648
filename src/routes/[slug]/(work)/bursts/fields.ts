import { ramps, type NewBurst } from '#burst/index.ts'
import { refuse } from '#core/index.ts'
import { instantOf, isWall } from '#plan/index.ts'
import { languages } from '#ui/languages.ts'

/** What the form of a burst says, its hours as clocks in its zone say them. */
export function burstIn(form: FormData): Omit<NewBurst, 'bank'> {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const zone = text('zone')
  const [from, to] = [`${text('date')}T${text('from')}`, `${text('date')}T${text('to')}`]
  if (!isWall(from) || !isWall(to)) throw refuse('burst-hours-wrong', 422, 'A burst lasts from a minute to a day.', { mend: 'Look at both hours again.' })
  const startsAt = instantOf(from, zone)
  const endsAt = instantOf(to > from ? to : `${dayAfter(text('date'))}T${text('to')}`, zone)
  const words = Object.fromEntries(languages.flatMap((language) => (form.has(`title.${language}`) ? [[language, { title: text(`title.${language}`), lead: text(`lead.${language}`) }] as const] : [])))
  return {
    title: text('title'), lead: text('lead'), words, zone, startsAt, endsAt, each: Number(text('each')) || 5, ramp: ramps.find((one) => one === text('ramp')) ?? 'even',
    aimPeople: Number(text('aimPeople')) || null, aimPosts: Number(text('aimPosts')) || null, secretHashtag: form.get('secret') === 'yes', open: form.get('open') === 'yes',
  }
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
