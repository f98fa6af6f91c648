import type { House, Reader } from '#core/index.ts'
import { campaignIn, consentSql, nameIn, type Campaign, type Institution } from '#campaign/index.ts'
import { addedWords } from '#ui/words.ts'
import { takeSnapshot, type ShownQuestion, type Snapshot } from '#publish/index.ts'
import type { AskedQuestion, DayCount, Dossier, Example, NamedCount, Source } from './dossier/index.ts'

/** Words of people printed under one question, each from another statement. */
const examplesEach = 3

interface Gathered {
  snapshot: Snapshot
  perDay: Map<string, DayCount[]>
  statements: Map<string, number>
  examples: Map<string, Example[]>
  sources: Map<string, { sha256: Buffer; channel: string; language: string; day: string }[]>
  people: Map<string, number>
}

/**
 * Reads everything that the dossiers of a campaign hold: a constant number of queries however many institutions there are. Words
 * of people are there only where they may be passed on; withdrawn posts are no longer folded and so in none of it.
 */
export async function gather(house: House, campaign: Campaign): Promise<Gathered> {
  const reader = house.db
  const [snapshot, perDay, statements, examples, sources, people] = await Promise.all([
    takeSnapshot(house, campaign, 'passOn'),
    readPerDay(reader, campaign.id),
    readStatements(reader, campaign.id),
    readExamples(reader, campaign),
    readSources(reader, campaign.id),
    readPeople(reader, campaign.id),
  ])
  return { snapshot, perDay, statements, examples, sources, people }
}

const said = `question_statement l
  join post_fold f on f.campaign_id = l.campaign_id and f.statement_id = l.statement_id
  join post o on o.campaign_id = f.campaign_id and o.id = f.post_id`

async function readPerDay(reader: Reader, campaignId: string) {
  const rows = await reader.rows<{ id: string; day: string; posts: number }>(
    `select l.question_id as id, to_char(o.posted_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as posts
     from ${said} where l.campaign_id = $1 group by 1, 2 order by 1, 2`, [campaignId])
  return grouped(rows, ({ day, posts }) => ({ day, posts }))
}

async function readStatements(reader: Reader, campaignId: string) {
  const rows = await reader.rows<{ id: string; count: number }>(
    `select question_id as id, count(*)::int as count from question_statement where campaign_id = $1 group by 1`, [campaignId])
  return new Map(rows.map((row) => [row.id, row.count]))
}

async function readExamples(reader: Reader, campaign: Campaign) {
  const rows = await reader.rows<Example & { id: string }>(
    `select id, text, language, channel, day, "saidBy" from (
       select e.*, row_number() over (partition by e.id order by e."saidBy" desc, e.number) as place from (
         select distinct on (l.question_id, l.statement_id) l.question_id as id, o.text, coalesce(o.language, 'und') as language, o.channel,
           to_char(o.posted_at at time zone 'UTC', 'YYYY-MM-DD') as day, f.number,
           (select count(distinct p.key_id)::int from post_fold n join post p on p.campaign_id = n.campaign_id and p.id = n.post_id
            where n.campaign_id = l.campaign_id and n.statement_id = l.statement_id) as "saidBy"
         from ${said}
         where l.campaign_id = $1 and ${consentSql(campaign.consent, 'passOn')} and o.gone_at is null
         order by l.question_id, l.statement_id, f.number) e) ranked
     where place <= $2 order by id, place`,
    [campaign.id, examplesEach],
  )
  return grouped(rows, ({ id: _, ...example }) => example)
}

async function readSources(reader: Reader, campaignId: string) {
  const rows = await reader.rows<{ id: string; sha256: Buffer; channel: string; language: string; day: string }>(
    `select l.question_id as id, o.sha256, o.channel, coalesce(o.language, 'und') as language, to_char(o.posted_at at time zone 'UTC', 'YYYY-MM-DD') as day
     from ${said} where l.campaign_id = $1 and o.sha256 is not null order by l.question_id, f.number`, [campaignId])
  return grouped(rows, ({ id: _, ...source }) => source)
}

/** People behind all questions of an institution, each once however many questions they asked. */
async function readPeople(reader: Reader, campaignId: string) {
  const rows = await reader.rows<{ id: string; people: number }>(
    `select i.institution_id as id, count(distinct o.key_id)::int as people
     from institution_area i
     join question q on q.campaign_id = i.campaign_id and q.issue_area_id = i.issue_area_id
     join question_statement l on l.campaign_id = q.campaign_id and l.question_id = q.id
     join post_fold f on f.campaign_id = l.campaign_id and f.statement_id = l.statement_id
     join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
     where i.campaign_id = $1 group by 1`, [campaignId])
  return new Map(rows.map((row) => [row.id, row.people]))
}

function grouped<Row extends { id: string }, T>(rows: Row[], shape: (row: Row) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.id)
    if (group) group.push(shape(row))
    else groups.set(row.id, [shape(row)])
  }
  return groups
}

/** The dossier of one institution, out of what `gather` read. */
export function dossierFor(house: House, gathered: Gathered, institution: Institution, language: string, edition: number): Dossier {
  const { snapshot } = gathered
  const { campaign } = snapshot
  // Of a language that an organisation added, the words that a dossier says.
  const added = addedWords(language, 'dossier.', 'post.channel.')
  const spoken = added ? [language, added.fallback] : [language]
  const words = campaignIn(campaign, ...spoken)
  const areas = snapshot.issueAreas.filter((area) => institution.issueAreaIds.includes(area.id))
  const asked = snapshot.questions.filter((question) => areas.some((area) => area.id === question.issueAreaId))
  const reference = (question: ShownQuestion) => `${prefixOf(campaign.slug)}-${String(question.number).padStart(4, '0')}`
  const times = asked.flatMap((question) => [question.since.getTime(), question.last.getTime()])
  const perDay = sumDays(asked.flatMap((question) => gathered.perDay.get(question.id) ?? []))
  return {
    campaign: { name: words.name, hashtags: campaign.hashtags, question: words.question, slug: campaign.slug, url: `${house.origin}/${campaign.slug}` },
    institution: { id: institution.id, name: nameIn(institution.names, ...spoken) },
    language,
    added,
    edition,
    madeAt: snapshot.madeAt,
    since: new Date(times.length ? Math.min(...times) : snapshot.madeAt.getTime()),
    until: new Date(times.length ? Math.max(...times) : snapshot.madeAt.getTime()),
    posts: asked.reduce((sum, question) => sum + question.posts, 0),
    people: gathered.people.get(institution.id) ?? 0,
    questionsCount: asked.length,
    perDay,
    issueAreas: areas.map((area) => ({
      name: nameIn(area.names, ...spoken),
      questions: asked.filter((question) => question.issueAreaId === area.id).map((question) => askedQuestion(gathered, question, reference(question))),
    })),
    sources: asked.flatMap((question): Source[] =>
      (gathered.sources.get(question.id) ?? []).map(({ sha256, ...source }) => ({
        reference: reference(question), post: house.keys.sourceHash(campaign.id, sha256), ...source,
      }))),
  }
}

/** LIB for let-it-be-known: the reference of a question stays the same in every edition, also when it moves to another issue area. */
function prefixOf(slug: string): string {
  const words = slug.split('-').filter(Boolean)
  return (words.length > 1 ? words.map((word) => word[0]).join('') : slug).slice(0, 3).toUpperCase()
}

function askedQuestion(gathered: Gathered, question: ShownQuestion, number: string): AskedQuestion {
  const examples = gathered.examples.get(question.id) ?? []
  return {
    number,
    wording: question.wording,
    language: question.language ?? 'und',
    people: question.people,
    posts: question.posts,
    statements: gathered.statements.get(question.id) ?? 0,
    channels: counts(question.channels),
    languages: counts(question.languages),
    since: question.since,
    last: question.last,
    perDay: gathered.perDay.get(question.id) ?? [],
    examples,
    notQuoted: Math.max(0, question.people - examples.reduce((sum, example) => sum + example.saidBy, 0)),
  }
}

const counts = (named: Record<string, number>): NamedCount[] =>
  Object.entries(named).map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count)

function sumDays(days: DayCount[]): DayCount[] {
  const sums = new Map<string, number>()
  for (const { day, posts } of days) sums.set(day, (sums.get(day) ?? 0) + posts)
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, posts]) => ({ day, posts }))
}
