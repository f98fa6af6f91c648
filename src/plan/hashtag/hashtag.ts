import { languageTag, notify, refuse, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { bareHashtag, campaignById, changeCampaign } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { tagWord } from '#statement/index.ts'
import { raisePlan } from '../goal/raise.ts'
import { lineOf } from '../text.ts'
import { checkHashtag, formOf, type Finding, type Others } from './check.ts'

/** A hashtag of the campaign. Which there are stands in the campaign itself; the rest is the plan's. */
export interface Hashtag {
  tag: string
  language: string | null
  /** It was running before; since when it is ours too. */
  adoptedAt: Date | null
  findings: Finding[]
  said: Said
}

/** What was said under a tag, as far as it came in here. */
export interface Said {
  statements: number
  posts: number
  first: Date | null
  last: Date | null
}

export async function hashtagsOf(reader: Reader, campaignId: string): Promise<Hashtag[]> {
  const campaign = await campaignById(reader, campaignId)
  const tags = campaign?.hashtags ?? []
  const [rows, house] = await Promise.all([
    reader.rows<{ tag: string; language: string | null; adoptedAt: Date | null }>(`select tag, language, adopted_at as "adoptedAt" from hashtag where campaign_id = $1`, [campaignId]),
    otherTags(reader, campaignId),
  ])
  return Promise.all(tags.map(async (tag) => {
    const row = rows.find((one) => one.tag === tag)
    return { tag, language: row?.language ?? null, adoptedAt: row?.adoptedAt ?? null, findings: checkHashtag(tag, { house, own: tags.filter((one) => one !== tag) }), said: await saidUnder(reader, campaignId, tag) }
  }))
}

/** Looks a tag through before it is used. */
export async function lookAtHashtag(reader: Reader, campaignId: string, tag: string): Promise<Finding[]> {
  const campaign = await campaignById(reader, campaignId)
  const clean = bareHashtag(lineOf(tag, 200))
  return checkHashtag(clean, { house: await otherTags(reader, campaignId), own: (campaign?.hashtags ?? []).filter((one) => one !== clean) })
}

/** Hashtags of the house's other campaigns: they stand on public pages. */
async function otherTags(reader: Reader, campaignId: string): Promise<Others['house']> {
  return reader.rows(`select h.tag, c.name as campaign from campaign c cross join lateral unnest(c.hashtags) as h (tag) where c.id <> $1 order by c.created_at desc limit 5000`, [campaignId])
}

/** Counted over statements whose first wording carries the tag: copies with the tag under a wording without it are not seen. */
export async function saidUnder(reader: Reader, campaignId: string, tag: string): Promise<Said> {
  const word = tagWord(tag)
  if (!word) return { statements: 0, posts: 0, first: null, last: null }
  const row = await reader.row<Said>(
    `select count(*)::int as statements, coalesce(sum(s.posts), 0)::int as posts, min(s.first_said_at) as first, max(s.last_said_at) as last
     from statement_text x join statement s on s.campaign_id = x.campaign_id and s.id = x.statement_id where x.campaign_id = $1 and x.search @@ $2::tsquery`,
    [campaignId, `'${word}'`])
  return row!
}

export interface WishedTag {
  tag: string
  language?: string | null | undefined
}

/** The whole list, in its order: the first is the one on the public page. `version`: of the plan. */
export async function setHashtags(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: { version: number; hashtags: WishedTag[] }): Promise<Hashtag[]> {
  allow(actor, campaign, 'plan.edit')
  const tags = wish.hashtags.map(({ tag, language }) => ({ tag: bareHashtag(tag), language: languageIn(language) }))
  const forms = tags.map(({ tag }) => formOf(tag))
  for (const [at, { tag }] of tags.entries()) {
    const wrong = checkHashtag(tag).find((one) => one.level === 'wrong')
    if (wrong) throw refuse(wrong.code === 'mixed-scripts' ? 'hashtag-mixed' : 'hashtag-wrong', 422, wrong.code === 'mixed-scripts' ? `"${tag.slice(0, 60)}" mixes letters of two scripts that look alike.` : `"${tag.slice(0, 60)}" is not a hashtag.`)
    if (forms.indexOf(forms[at]!) !== at) throw refuse('hashtag-twice', 422, `"${tag.slice(0, 60)}" is there twice.`)
  }
  await house.db.transact(async (t) => {
    await raisePlan(t, campaign.id, wish.version)
    await changeCampaign(t, campaign.id, { hashtags: tags.map(({ tag }) => tag) }, house.clock.now(), actor.person.id)
    await t.run(`delete from hashtag where campaign_id = $1 and tag <> all($2)`, [campaign.id, tags.map(({ tag }) => tag)])
    await t.run(
      `insert into hashtag (campaign_id, tag, language) select $1, x.tag, x.language from unnest($2::text[], $3::text[]) as x (tag, language)
       on conflict (campaign_id, tag) do update set language = excluded.language`, [campaign.id, tags.map(({ tag }) => tag), tags.map(({ language }) => language)])
    await notify(t, campaign.id, { kind: 'plan' })
  })
  return hashtagsOf(house.db, campaign.id)
}

/** Takes up a hashtag that is running already: it becomes one of ours, and what it said so far can be brought in by an import. */
export async function adoptHashtag(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: WishedTag): Promise<Finding[]> {
  allow(actor, campaign, 'plan.edit')
  const tag = bareHashtag(wish.tag)
  const findings = (await lookAtHashtag(house.db, campaign.id, tag)).filter((one) => one.code !== 'twice')
  if (findings.some((one) => one.code === 'no-hashtag' || one.code === 'too-long')) throw refuse('hashtag-wrong', 422, `"${tag.slice(0, 60)}" is not a hashtag.`)
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const { hashtags } = (await campaignById(t, campaign.id))!
    const there = hashtags.find((one) => formOf(one) === formOf(tag))
    if (!there) await changeCampaign(t, campaign.id, { hashtags: [...hashtags, tag] }, at, actor.person.id)
    await t.run(
      `insert into hashtag (campaign_id, tag, language, adopted_at, adopted_by) values ($1, $2, $3, $4, $5)
       on conflict (campaign_id, tag) do update set language = coalesce(excluded.language, hashtag.language), adopted_at = coalesce(hashtag.adopted_at, excluded.adopted_at), adopted_by = coalesce(hashtag.adopted_by, excluded.adopted_by)`,
      [campaign.id, there ?? tag, languageIn(wish.language), at, actor.person.id])
    await notify(t, campaign.id, { kind: 'plan' })
  })
  return findings
}

function languageIn(language: string | null | undefined): string | null {
  return language && languageTag.test(language) ? language : null
}
