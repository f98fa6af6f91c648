import type { House, Reader, Transactor } from '#core/index.ts'
import { campaignIn, findPlace, type Campaign } from '#campaign/index.ts'
import type { Member } from '#person/index.ts'
import { post } from '#talk/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import type { AlarmChannel } from './channel.ts'

interface Told {
  member: Member
  alarms: { id: string; step: number }[]
}

/** Whoever got a message a moment ago knows where to look: a flood of alarms is one a minute for each person and channel. */
const quietSeconds = 60

/**
 * One message on each channel for each person about all that they are told at this moment, and a row for each of it. In it the link and at
 * most the district: never anybody's words.
 */
export async function tellPeople(house: House, t: Transactor, campaign: Campaign, told: Told[], channels: readonly AlarmChannel[], now: Date): Promise<void> {
  const ready = channels.filter((channel) => channel.isSetUp(house))
  const ids = told.map((one) => one.member.id)
  const languages = new Map((await t.rows<{ id: string; languages: string[] }>(`select id, languages from person where id = any($1)`, [ids])).map((row) => [row.id, row.languages]))
  const lately = await toldLately(t, campaign.id, ids, now)
  const districts = await districtsOf(t, campaign.id, [...new Set(told.flatMap((one) => one.alarms.map((alarm) => alarm.id)))])
  for (const { member, alarms } of told) {
    const sent: { channel: string; id: string }[] = []
    for (const channel of ready.filter((one) => !lately.has(`${member.id} ${one.name}`))) {
      const id = await message(house, t, campaign, channel, member, languages.get(member.id) ?? [], alarms.map((one) => districts.get(one.id)), now)
      if (id) sent.push({ channel: channel.name, id })
    }
    await t.run(
      `insert into alarm_told (campaign_id, alarm_id, step, person_id, at, outgoing_id, channels)
       select $1, given.id, given.step, $4, $5, $6, $7 from unnest($2::uuid[], $3::int[]) as given (id, step)`,
      [campaign.id, alarms.map((one) => one.id), alarms.map((one) => one.step), member.id, now, sent[0]?.id ?? null, sent.map((one) => one.channel)],
    )
  }
}

/** "person channel" of the messages of the last minute. */
async function toldLately(t: Transactor, campaignId: string, ids: string[], now: Date): Promise<Set<string>> {
  const rows = await t.rows<{ who: string }>(
    `select distinct person_id || ' ' || channel as who from alarm_told cross join lateral unnest(channels) as channel
     where campaign_id = $1 and person_id = any($2) and at > $3 and outgoing_id is not null`,
    [campaignId, ids, new Date(now.getTime() - quietSeconds * 1_000)],
  )
  return new Set(rows.map((row) => row.who))
}

async function message(
  house: House, t: Transactor, campaign: Campaign, channel: AlarmChannel, member: Member, speaks: string[], districts: (string | undefined)[], now: Date,
): Promise<string | undefined> {
  const address = channel.addressOf(member)
  if (!address) return undefined
  const language = [...speaks, ...campaign.languages].find(isLanguage) ?? 'en'
  const say = translate(language)
  const places = [...new Set(districts.filter((one) => one !== undefined))].slice(0, 5)
  return post(house, t, {
    campaignId: campaign.id, channel: channel.name, purpose: 'alarm', language, to: { address },
    // Before everything that waits: what an hour still allows goes to alarms first.
    dueAt: new Date(now.getTime() - 86_400_000),
    ...channel.message(say, {
      campaign: campaignIn(campaign, language).name, count: districts.length, place: places.length > 0 ? say('alarm.mailPlace', { places: say.list(places) }) : '',
      link: `${house.origin}/${campaign.slug}/alarms`,
    }),
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
