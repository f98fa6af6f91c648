import { momentOf, ramps, type NewBurst, type Ramp } from '#burst/index.ts'
import { refuse } from '#core/index.ts'
import { languages } from '#ui/languages.ts'

/** What the form of a burst says, its hours as clocks in its zone say them. */
export function burstIn(form: FormData): Omit<NewBurst, 'bank'> {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const zone = text('zone')
  const [startsAt, ends] = [momentOf(text('date'), text('from'), zone), momentOf(text('date'), text('to'), zone)]
  if (!startsAt || !ends) throw refuse('burst-hours-wrong', 422, 'A burst lasts from a minute to a day.', { mend: 'Look at both hours again.' })
  const endsAt = ends > startsAt ? ends : (momentOf(dayAfter(text('date')), text('to'), zone) ?? ends)
  const words = Object.fromEntries(languages.flatMap((language) => (form.has(`title.${language}`) ? [[language, { title: text(`title.${language}`), lead: text(`lead.${language}`) }] as const] : [])))
  return {
    title: text('title'), lead: text('lead'), words, zone, startsAt, endsAt, each: Number(text('each')) || 5, ramp: ramps.find((one) => one === text('ramp')) ?? ('even' satisfies Ramp),
    aimPeople: Number(text('aimPeople')) || null, aimPosts: Number(text('aimPosts')) || null, secretHashtag: form.get('secret') === 'yes', open: form.get('open') === 'yes',
  }
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
