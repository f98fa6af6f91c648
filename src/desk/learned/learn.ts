import { gunzipSync, gzipSync } from 'node:zlib'
import { notify, type House, type Reader, type Transactor } from '#core/index.ts'
import { searchForm, setAreas, suggestAreas } from '#statement/index.ts'
import { guess, train, wordsOf, type Example, type Model } from './bayes.ts'
import { confidenceOf, judge, type Curve } from './confidence.ts'

/** Fewer decisions teach nothing that one could rely on. */
const leastExamples = 60
const mostExamples = 20_000
/** Learned anew when a tenth more has been decided. */
const growth = 1.1
const batch = 2_000
/** A guess that was right less often than this is not even suggested. */
const leastSuggested = 0.5

export interface Learned {
  trainedAt: Date
  examples: number
  judged: number
  correct: number
}

interface Kept extends Learned {
  model: Model
  curve: Curve
}

export interface AreaGuess {
  areaId: string
  /** Key of the issue area. */
  area: string
  /** Share of like guesses that were right, 0 to 1. */
  confidence: number
}

/** Job: learns from what people have decided, and looks at what waits with it. */
export async function learnAreas(house: House): Promise<void> {
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) await learnIn(house, id)
}

/** Learns in one campaign where there is enough that is new; then suggests for what waits and has not been looked at. */
export async function learnIn(house: House, campaignId: string): Promise<void> {
  const { db } = house
  const known = await learnedOf(db, campaignId)
  const { count } = (await db.row<{ count: number }>(`select count(*)::int as count from (${decided('s.id')}) d`, [campaignId]))!
  if (count >= leastExamples && (!known || count >= known.examples * growth)) await learn(house, campaignId)
  await apply(house, campaignId)
}

/** What people chose: decided, in an area, not discarded, and not set without a person. */
function decided(columns: string): string {
  return `select ${columns} from statement s where s.campaign_id = $1 and s.state = 'decided' and s.issue_area_id is not null
    and not exists (select from area_guess g where g.campaign_id = $1 and g.statement_id = s.id)
    and not exists (select from deed d where d.campaign_id = $1 and d.statement_id = s.id and d.kind = 'discard' and d.taken_back_at is null)`
}

async function learn(house: House, campaignId: string): Promise<void> {
  const rows = await house.db.rows<{ text: string; area: string }>(
    `select x.text, l.area from (${decided('s.id, s.issue_area_id as area, s.number')} order by s.number desc limit ${mostExamples}) l
     join statement_text x on x.campaign_id = $1 and x.statement_id = l.id order by l.number`,
    [campaignId],
  )
  const examples: Example[] = rows.map(({ text, area }) => ({ words: wordsOf(searchForm(text)), area }))
  const { of, right, curve } = judge(examples)
  await house.db.transact((t) =>
    t.run(
      `insert into area_model (campaign_id, trained_at, examples, judged, correct, curve, model) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (campaign_id) do update set trained_at = excluded.trained_at, examples = excluded.examples, judged = excluded.judged,
         correct = excluded.correct, curve = excluded.curve, model = excluded.model, applied = 0`,
      [campaignId, house.clock.now(), examples.length, of, right, JSON.stringify(curve), pack(train(examples))],
    ),
  )
}

/** Looks at what waits, in the order of folding, a batch in each transaction. */
async function apply(house: House, campaignId: string): Promise<void> {
  const kept = await modelOf(house.db, campaignId)
  if (!kept) return
  const least = await automaticFrom(house.db, campaignId)
  for (;;) {
    const looked = await house.db.transact((t) => applyBatch(house, t, campaignId, kept, least))
    if (looked < batch) return
  }
}

async function applyBatch(house: House, t: Transactor, campaignId: string, { model, curve }: Kept, least: number | undefined): Promise<number> {
  const now = house.clock.now()
  const at = await t.row<{ applied: string }>('select applied from area_model where campaign_id = $1 for update', [campaignId])
  if (!at) return 0
  const rows = await t.rows<{ id: string; number: string; text: string }>(
    `select s.id, s.number, x.text from statement s join statement_text x on x.campaign_id = $1 and x.statement_id = s.id
     where s.campaign_id = $1 and s.number > $2 and s.state = 'waiting' and s.issue_area_id is null order by s.number limit ${batch}`,
    [campaignId, at.applied],
  )
  const guesses = rows.flatMap(({ id, text }) => {
    const found = guess(model, wordsOf(searchForm(text)))
    const confidence = found ? confidenceOf(curve, found.margin) : 0
    return found && confidence >= leastSuggested ? [{ statementId: id, areaId: found.area, confidence }] : []
  })
  await suggestAreas(t, campaignId, guesses)
  const sure = least === undefined ? [] : guesses.filter((one) => one.confidence >= least)
  if (sure.length > 0) await setWithout(t, campaignId, sure, now)
  await t.run('update area_model set applied = $2 where campaign_id = $1', [campaignId, rows.at(-1)?.number ?? at.applied])
  return rows.length
}

async function setWithout(t: Transactor, campaignId: string, sure: { statementId: string; areaId: string; confidence: number }[], now: Date): Promise<void> {
  const set = new Set(await setAreas(t, campaignId, sure))
  const done = sure.filter((one) => set.has(one.statementId))
  await t.run(
    `insert into area_guess (campaign_id, statement_id, issue_area_id, confidence, at)
     select $1, id, area, confidence, $5 from unnest($2::uuid[], $3::uuid[], $4::real[]) as given (id, area, confidence) on conflict do nothing`,
    [campaignId, done.map((one) => one.statementId), done.map((one) => one.areaId), done.map((one) => one.confidence), now],
  )
  if (done.length > 0) await notify(t, campaignId, { kind: 'edited', statements: done.slice(0, 100).map((one) => one.statementId) })
}

/** What the campaign's decisions say that a text is about; undefined where they say nothing. */
export async function guessArea(reader: Reader, campaignId: string, text: string): Promise<AreaGuess | undefined> {
  const kept = await modelOf(reader, campaignId)
  const found = kept && guess(kept.model, wordsOf(searchForm(text)))
  if (!kept || !found) return undefined
  const confidence = confidenceOf(kept.curve, found.margin)
  const area = await reader.row<{ key: string }>('select key from issue_area where campaign_id = $1 and id = $2', [campaignId, found.area])
  return area && confidence >= leastSuggested ? { areaId: found.area, area: area.key, confidence } : undefined
}

/** How sure the campaign's decisions were when they set the area of a statement without a person; undefined where a person did. */
export async function setWithoutPerson(reader: Reader, campaignId: string, statementId: string): Promise<number | undefined> {
  const row = await reader.row<{ confidence: number }>(
    `select g.confidence from area_guess g join statement s on s.campaign_id = $1 and s.id = g.statement_id and s.issue_area_id = g.issue_area_id
     where g.campaign_id = $1 and g.statement_id = $2`, [campaignId, statementId])
  return row?.confidence
}

export async function learnedOf(reader: Reader, campaignId: string): Promise<Learned | undefined> {
  return reader.row('select trained_at as "trainedAt", examples, judged, correct from area_model where campaign_id = $1', [campaignId])
}

export async function automaticFrom(reader: Reader, campaignId: string): Promise<number | undefined> {
  return (await reader.row<{ least: number }>('select least from area_automatic where campaign_id = $1', [campaignId]))?.least
}

/** Step `withdraw`: words that are taken back teach nothing any more; what is left is learned anew by the job. */
export async function forgetLearned(t: Transactor, campaignId: string): Promise<void> {
  await t.run('delete from area_model where campaign_id = $1', [campaignId])
}

const remembered = new Map<string, Kept>()

async function modelOf(reader: Reader, campaignId: string): Promise<Kept | undefined> {
  const learned = await learnedOf(reader, campaignId)
  if (!learned) return void remembered.delete(campaignId)
  const found = remembered.get(campaignId)
  if (found?.trainedAt.getTime() === learned.trainedAt.getTime()) return found
  const row = await reader.row<{ model: Buffer; curve: Curve }>('select model, curve from area_model where campaign_id = $1', [campaignId])
  if (!row) return undefined
  const kept = { ...learned, curve: row.curve, model: unpack(row.model) }
  if (remembered.size > 20) remembered.clear()
  remembered.set(campaignId, kept)
  return kept
}

function pack({ areas, weights }: Model): Buffer {
  return gzipSync(JSON.stringify({ areas, words: [...weights].map(([word, values]) => [word, ...[...values].map((value) => Number(value.toPrecision(5)))]) }))
}

function unpack(packed: Buffer): Model {
  const { areas, words } = JSON.parse(gunzipSync(packed).toString('utf8')) as { areas: string[]; words: [string, ...number[]][] }
  return { areas, weights: new Map(words.map(([word, ...values]) => [word, Float32Array.from(values)])) }
}
