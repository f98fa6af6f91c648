import { gunzipSync, gzipSync } from 'node:zlib'
import type { House, Reader, Transactor } from '#core/index.ts'
import { confidenceOf, curveOf, type Curve } from '#desk/index.ts'
import { featuresOf } from './features.ts'
import { pack, rank, rarityOf, train, unpack, type Example, type Model, type Rarity } from './model.ts'

/** Fewer joined statements, or a single question, teach nothing. */
const leastExamples = 6
const mostExamples = 20_000
/** Of what was said last, as many tell how rare a word is. */
const mostTexts = 10_000
const mostOthers = 2_000
/** Learned anew when so much more has been joined, or a question has come that it does not know. */
const growth = 1.1
const batch = 2_000
/** Of a statement only its likeliest questions are kept, and only where of like guesses one in four was right. */
const mostKept = 2
export const leastConfidence = 0.25

interface Kept {
  trainedAt: Date
  model: Model
  curve: Curve
}

export interface Learned {
  trainedAt: Date
  statements: number
  questions: number
  /** Joined statements that were guessed without having been learned from, and those of them whose question was among the first five. */
  judged: number
  found: number
}

/** Job: learns from what people have joined, and looks at what waits with it. One campaign at a time. */
export async function learnAlike(house: House): Promise<void> {
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) await learnAlikeIn(house, id)
}

export async function learnAlikeIn(house: House, campaignId: string): Promise<void> {
  if (await isDue(house.db, campaignId)) await learn(house, campaignId)
  const kept = await modelOf(house.db, campaignId)
  while (kept && (await house.db.transact((t) => applyBatch(t, campaignId, kept)))) {
    // One batch in each transaction.
  }
}

async function isDue(reader: Reader, campaignId: string): Promise<boolean> {
  const now = (await reader.row<{ statements: number; questions: number }>(
    `select count(*)::int as statements, count(distinct question_id)::int as questions from question_statement where campaign_id = $1`, [campaignId]))!
  if (now.statements < leastExamples || now.questions < 2) return false
  const known = await alikeLearned(reader, campaignId)
  return !known || now.questions !== known.questions || Math.min(now.statements, mostExamples) >= known.statements * growth
}

async function learn(house: House, campaignId: string): Promise<void> {
  const epoch = await epochOf(house.db, campaignId)
  const examples = await joined(house.db, campaignId)
  const wordings = await worded(house.db, campaignId)
  const rarity = await rarityIn(house.db, campaignId)
  const others = await decidedOtherwise(house.db, campaignId)
  const { judged, found, curve } = judgeUnseen(examples, wordings, others, rarity)
  const model = train([...examples, ...wordings], rarity)
  const questions = new Set(examples.map((one) => one.question)).size
  await house.db.transact(async (t) => {
    // Words that were taken back meanwhile teach nothing: the next run learns without them.
    if ((await epochOf(t, campaignId)) !== epoch) return
    await t.run(
      `insert into alike_model (campaign_id, trained_at, statements, questions, judged, found, curve, model) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (campaign_id) do update set trained_at = excluded.trained_at, statements = excluded.statements, questions = excluded.questions, judged = excluded.judged,
         found = excluded.found, curve = excluded.curve, model = excluded.model, applied = 0`,
      [campaignId, house.clock.now(), examples.length, questions, judged, found, JSON.stringify(curve), gzipSync(pack(model))],
    )
    await t.run(`delete from alike where campaign_id = $1`, [campaignId])
  })
}

/** Raised whenever words are withdrawn. */
async function epochOf(reader: Reader, campaignId: string): Promise<string | undefined> {
  return (await reader.row<{ epoch: string }>('select epoch from folding where campaign_id = $1 for share', [campaignId]))?.epoch
}

async function joined(reader: Reader, campaignId: string): Promise<Example[]> {
  const rows = await reader.rows<{ question: string; text: string }>(
    `select l.question_id as question, x.text from question_statement l join statement_text x on x.campaign_id = $1 and x.statement_id = l.statement_id
     where l.campaign_id = $1 order by l.statement_id desc limit ${mostExamples}`, [campaignId])
  return rows.map(({ question, text }) => ({ question, features: featuresOf(text) }))
}

/** The wording is a text of its own: often the only one in its language. */
async function worded(reader: Reader, campaignId: string): Promise<Example[]> {
  const rows = await reader.rows<{ question: string; text: string }>(`select id as question, wording as text from question where campaign_id = $1 and wording is not null limit ${mostExamples}`, [campaignId])
  return rows.map(({ question, text }) => ({ question, features: featuresOf(text) }))
}

/** What people have decided that asks none of the questions: whatever is suggested for it is wrong. */
async function decidedOtherwise(reader: Reader, campaignId: string): Promise<number[][]> {
  const rows = await reader.rows<{ text: string }>(
    `select x.text from statement s join statement_text x on x.campaign_id = $1 and x.statement_id = s.id
     where s.campaign_id = $1 and s.state = 'decided' and not exists (select from question_statement l where l.campaign_id = $1 and l.statement_id = s.id)
     order by s.number desc limit ${mostOthers}`, [campaignId])
  return rows.map(({ text }) => featuresOf(text))
}

async function rarityIn(reader: Reader, campaignId: string): Promise<Rarity> {
  const rows = await reader.rows<{ text: string }>(`select text from statement_text where campaign_id = $1 order by statement_id desc limit ${mostTexts}`, [campaignId])
  return rarityOf(rows.map(({ text }) => featuresOf(text)))
}

const folds = 5

/** Guesses each joined statement by what the others teach (five parts, each left out once), and what people have decided otherwise. */
function judgeUnseen(examples: Example[], wordings: Example[], others: number[][], rarity: Rarity): { judged: number; found: number; curve: Curve } {
  const guesses: { margin: number; right: boolean }[] = []
  let found = 0
  for (let fold = 0; fold < folds; fold++) {
    const model = train([...examples.filter((_, at) => at % folds !== fold), ...wordings], rarity)
    examples.forEach(({ features, question }, at) => {
      if (at % folds !== fold) return
      const ranked = rank(model, features)
      found += ranked.some((one) => one.question === question) ? 1 : 0
      // Each that would be shown is a guess of its own.
      for (const one of ranked.slice(0, mostKept)) guesses.push({ margin: one.score, right: one.question === question })
    })
  }
  const whole = train([...examples, ...wordings], rarity)
  for (const features of others) for (const one of rank(whole, features, mostKept)) guesses.push({ margin: one.score, right: false })
  return { judged: examples.length, found, curve: curveOf(guesses) }
}

/** Looks at the next of what waits; whether there may be more. */
async function applyBatch(t: Transactor, campaignId: string, { model, curve }: Kept): Promise<boolean> {
  const at = await t.row<{ applied: string }>('select applied from alike_model where campaign_id = $1 for update', [campaignId])
  if (!at) return false
  const rows = await t.rows<{ id: string; number: string; text: string }>(
    `select s.id, s.number, x.text from statement s join statement_text x on x.campaign_id = $1 and x.statement_id = s.id
     where s.campaign_id = $1 and s.number > $2 and s.state in ('waiting', 'held', 'review') order by s.number limit ${batch}`, [campaignId, at.applied])
  const guesses = rows.flatMap(({ id, text }) => guessesOf({ model, curve }, text).slice(0, mostKept).map((one) => ({ statement: id, ...one })))
  await t.run(
    `insert into alike (campaign_id, question_id, statement_id, confidence)
     select $1, g.question, g.statement, g.confidence from unnest($2::uuid[], $3::uuid[], $4::real[]) as g (question, statement, confidence)
     where exists (select from question q where q.campaign_id = $1 and q.id = g.question)
     on conflict (campaign_id, question_id, statement_id) do update set confidence = excluded.confidence`,
    [campaignId, guesses.map((one) => one.question), guesses.map((one) => one.statement), guesses.map((one) => one.confidence)],
  )
  await t.run('update alike_model set applied = $2 where campaign_id = $1', [campaignId, rows.at(-1)?.number ?? at.applied])
  return rows.length === batch
}

function guessesOf({ model, curve }: Pick<Kept, 'model' | 'curve'>, text: string): { question: string; confidence: number }[] {
  return rank(model, featuresOf(text)).map(({ question, score }) => ({ question, confidence: confidenceOf(curve, score) })).filter((one) => one.confidence >= leastConfidence)
}

/** The questions that a text may ask in other words, by what people have joined so far; the likeliest first. */
export async function guessQuestions(reader: Reader, campaignId: string, text: string): Promise<{ question: string; confidence: number }[]> {
  const kept = await modelOf(reader, campaignId)
  return kept ? guessesOf(kept, text) : []
}

export async function alikeLearned(reader: Reader, campaignId: string): Promise<Learned | undefined> {
  return reader.row('select trained_at as "trainedAt", statements, questions, judged, found from alike_model where campaign_id = $1', [campaignId])
}

const remembered = new Map<string, Kept>()

async function modelOf(reader: Reader, campaignId: string): Promise<Kept | undefined> {
  const learned = await alikeLearned(reader, campaignId)
  if (!learned) return void remembered.delete(campaignId)
  const found = remembered.get(campaignId)
  if (found?.trainedAt.getTime() === learned.trainedAt.getTime()) return found
  const row = await reader.row<{ model: Buffer; curve: Curve }>('select model, curve from alike_model where campaign_id = $1', [campaignId])
  if (!row) return undefined
  const kept = { trainedAt: learned.trainedAt, curve: row.curve, model: unpack(gunzipSync(row.model)) }
  if (remembered.size > 20) remembered.clear()
  remembered.set(campaignId, kept)
  return kept
}

/** Step `withdraw`: words that are taken back teach nothing any more, and suggest nothing. */
export async function forgetAlike(t: Transactor, campaignId: string, statementIds: string[]): Promise<void> {
  await t.run('delete from alike_model where campaign_id = $1', [campaignId])
  if (statementIds.length > 0) await t.run('delete from alike where campaign_id = $1 and statement_id = any($2::uuid[])', [campaignId, statementIds])
}

/** Statements became one: what was refused of the one is refused of the other. */
export async function moveRefused(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  const from = pairs.map((pair) => pair.from)
  const any = await t.row(`select 1 from alike_refused where campaign_id = $1 and statement_id = any($2::uuid[]) limit 1`, [campaignId, from])
  if (!any) return
  await t.run(
    `insert into alike_refused (campaign_id, question_id, statement_id, person_id, at)
     select $1, r.question_id, pair.b, r.person_id, r.at from unnest($2::uuid[], $3::uuid[]) as pair (a, b)
     join alike_refused r on r.campaign_id = $1 and r.statement_id = pair.a on conflict do nothing`,
    [campaignId, from, pairs.map((pair) => pair.into)],
  )
}
