import type { House } from '#core/index.ts'
import { campaignById, campaignIn } from '#campaign/index.ts'
import { canMail, postAll } from '#talk/index.ts'
import { isLanguage, type Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import type { Part } from './shift.ts'

/** So long before it begins, a mail reminds of a shift. Who signs up later knows. */
export const remindHours = 3
const atOnce = 500

/** Job: reminds of shifts that begin soon, in every campaign, where mail is set up. On screens it stands anyway. */
export async function remindShifts(house: House): Promise<void> {
  if (!canMail(house)) return
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) await remindIn(house, id)
}

interface Due {
  shiftId: string
  personId: string
  email: string
  languages: string[]
  part: Part
  place: string
  from: Date
  until: Date
  zone: string
  addedAt: Date
}

/** Each person once for each shift, whichever process does it. */
export async function remindIn(house: House, campaignId: string): Promise<number> {
  const now = house.clock.now()
  const soon = new Date(now.getTime() + remindHours * 3_600_000)
  return house.db.transact(async (t) => {
    const due = await t.rows<Due>(
      `select w.shift_id as "shiftId", w.person_id as "personId", p.email, p.languages, s.part, s.place, s.from_at as "from", s.until_at as until, s.zone, w.added_at as "addedAt"
       from shift_person w join shift s on s.campaign_id = w.campaign_id and s.id = w.shift_id join person p on p.id = w.person_id
       where w.campaign_id = $1 and w.reminded_at is null and s.called_off_at is null and s.from_at > $2 and s.from_at <= $3 and p.frozen_at is null
       order by w.shift_id, w.person_id limit ${atOnce} for update of w skip locked`, [campaignId, now, soon])
    if (due.length === 0) return 0
    const campaign = (await campaignById(t, campaignId))!
    const own = campaign.languages.find(isLanguage) ?? 'en'
    const wanted = due.filter((one) => one.from.getTime() - one.addedAt.getTime() > remindHours * 3_600_000)
    const ids = await postAll(house, t, wanted.map((one) => {
      const language: Language = one.languages.find(isLanguage) ?? own
      const say = translate(language, { zone: one.zone })
      const what = one.place ? say('shift.mailPlace', { part: say(`shift.part.${one.part}`), place: one.place }) : say(`shift.part.${one.part}`)
      return {
        campaignId, channel: 'email' as const, purpose: 'shift', language, to: { address: one.email },
        subject: say('shift.mailSubject', { what, clock: say.date(one.from, 'clock') }),
        text: say('shift.mailText', { campaign: campaignIn(campaign, language).name, what, from: say.date(one.from, 'moment'), until: say.date(one.until, 'clock'), link: `${house.origin}/${campaign.slug}/shifts` }),
      }
    }))
    await t.run(
      `update shift_person w set reminded_at = $2, outgoing_id = g.outgoing_id from unnest($3::uuid[], $4::text[], $5::uuid[]) as g (shift_id, person_id, outgoing_id)
       where w.campaign_id = $1 and w.shift_id = g.shift_id and w.person_id = g.person_id`,
      [campaignId, now, due.map((one) => one.shiftId), due.map((one) => one.personId), due.map((one) => ids[wanted.indexOf(one)] ?? null)])
    return wanted.length
  })
}
