import type { House, Reader, Transactor } from '#core/index.ts'
import { campaignIn, findPlace, type Campaign } from '#campaign/index.ts'
import type { Member } from '#person/index.ts'
import { canMail, post } from '#talk/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'

interface Told {
  member: Member
  alarms: { id: string; step: number }[]
}

/** Whoever got a mail a moment ago knows where to look: a flood of alarms is one mail a minute for each person. */
const quietSeconds = 60

/**
 * One mail for each person about all that they are told at this moment, and a row for each of it. In it the link and at most the
 * district: never anybody's words, since mail is read by others.
 */
export async function mailAlarms(house: House, t: Transactor, campaign: Campaign, told: Told[], now: Date): Promise<void> {
  const ids = told.map((one) => one.member.id)
  const languages = new Map((await t.rows<{ id: string; languages: string[] }>(`select id, languages from person where id = any($1)`, [ids])).map((row) => [row.id, row.languages]))
  const lately = new Set((await t.rows<{ id: string }>(
    `select distinct person_id as id from alarm_told where campaign_id = $1 and person_id = any($2) and at > $3 and outgoing_id is not null`,
    [campaign.id, ids, new Date(now.getTime() - quietSeconds * 1_000)],
  )).map((row) => row.id))
  const districts = await districtsOf(t, campaign.id, [...new Set(told.flatMap((one) => one.alarms.map((alarm) => alarm.id)))])
  for (const { member, alarms } of told) {
    const outgoing = canMail(house) && !lately.has(member.id) ? await mail(house, t, campaign, member, languages.get(member.id) ?? [], alarms.map((one) => districts.get(one.id)), now) : null
    await t.run(
      `insert into alarm_told (campaign_id, alarm_id, step, person_id, at, outgoing_id)
       select $1, given.id, given.step, $4, $5, $6 from unnest($2::uuid[], $3::int[]) as given (id, step)`,
      [campaign.id, alarms.map((one) => one.id), alarms.map((one) => one.step), member.id, now, outgoing],
    )
  }
}

async function mail(house: House, t: Transactor, campaign: Campaign, member: Member, speaks: string[], districts: (string | undefined)[], now: Date): Promise<string> {
  const language = [...speaks, ...campaign.languages].find(isLanguage) ?? 'en'
  const say = translate(language)
  const { name } = campaignIn(campaign, language)
  const places = [...new Set(districts.filter((one) => one !== undefined))].slice(0, 5)
  return post(house, t, {
    campaignId: campaign.id, channel: 'email', purpose: 'alarm', language, to: { address: member.email },
    // Before everything that waits: what an hour still allows goes to alarms first.
    dueAt: new Date(now.getTime() - 86_400_000),
    subject: say('alarm.mailSubject', { campaign: name, count: districts.length }),
    text: say('alarm.mailText', { campaign: name, count: districts.length, place: places.length > 0 ? say('alarm.mailPlace', { places: say.list(places) }) : '', link: `${house.origin}/${campaign.slug}/alarms` }),
  })
}

/** The district of the place of each alarm's statement, as the gazetteer names it: what people typed is theirs. None where the place is to stay hidden. */
async function districtsOf(reader: Reader, campaignId: string, alarmIds: string[]): Promise<Map<string, string>> {
  const rows = await reader.rows<{ id: string; place: string | null }>(
    `select a.id, case when s.precision = 'hidden' then null else coalesce(s.place_name, (
         select p.place_name from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
         where f.campaign_id = $1 and f.statement_id = s.id and p.place_name is not null order by f.number limit 1)) end as place
     from alarm a join statement s on s.campaign_id = a.campaign_id and s.id = a.statement_id where a.campaign_id = $1 and a.id = any($2::uuid[])`,
    [campaignId, alarmIds],
  )
  const districts = new Map<string, string>()
  const known = new Map<string, string | null | undefined>()
  for (const { id, place } of rows) {
    if (!place) continue
    if (!known.has(place)) known.set(place, (await findPlace(reader, campaignId, place))?.district)
    const district = known.get(place)
    if (district) districts.set(id, district)
  }
  return districts
}
