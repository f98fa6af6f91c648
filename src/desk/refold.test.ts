import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#core/index.ts'
import { agreesWithItself } from '../../test/harness/agrees.ts'
import { codeOf, openOffice, type Office } from '../../test/harness/office.ts'
import { claimOne, decide, deedsOf, joinWith, oneStatement, refoldsLately, refoldsOf, releaseClaim, sameAs, similarDecided, takeBack, takeOut, undoRefolding, workOn, wordingsOf } from './index.ts'

let office: Office
let [ana, ben, cora]: Actor[] = []
let said = 0

beforeAll(async () => {
  office = await openOffice()
  ;[ana, ben, cora] = [await office.actor('ana', 'volunteer'), await office.actor('ben', 'volunteer'), await office.actor('cora', 'coordinator')]
})
afterAll(() => office?.close())

/** Says these in a campaign of its own words; their statements. */
async function say(...texts: string[]): Promise<{ posts: string[]; statements: string[] }> {
  const externals = texts.map(() => `t${said++}`)
  await office.say(texts.map((text, at) => ({ channel: 'sms', externalId: externals[at]!, text })))
  const rows = await office.house.db.rows<{ id: string; statement: string }>(
    `select p.id, f.statement_id as statement from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id
     where p.campaign_id = $1 and p.external_id = any($2) order by f.number`, [office.campaign.id, externals])
  return { posts: rows.map((row) => row.id), statements: rows.map((row) => row.statement) }
}

const look = (id: string) => oneStatement(office.house.db, office.campaign.id, id)
const statementOf = async (post: string) => (await office.house.db.row<{ id: string }>(`select statement_id as id from post_fold where campaign_id = $1 and post_id = $2`, [office.campaign.id, post]))!.id
const all = async () => (await office.house.db.row<{ n: number }>(`select count(*)::int as n from post_fold where campaign_id = $1`, [office.campaign.id]))!.n

const wells = [
  'The well behind the chapel gives brown water since the works on the road began and the children are ill',
  'Our bus to the hospital was stopped without any notice, old people now walk nine kilometres to see the children',
  'Nobody has told the families of Mill street why the lamps stay dark at night although children were hurt there twice',
  'The roof of the primary school fell in during the storm and the children sit under a tree when it rains',
  'They cut down every plane tree along the canal in one morning while the children were still asleep',
  'A lorry leaves rubbish beside the playground each Thursday, the smell is bad and the children cough',
  'At the customs house one pays twice for a stamp, once at the window and once to the guard whose children smile',
  'The pharmacy ran out of insulin on Monday and sends everybody to the capital, also mothers with children',
]
const madrids = [
  'El mercado municipal lleva tres meses cerrado y los vendedores trabajan en la acera bajo el sol con sus hijos',
  'En el archivo nos piden cada semana un papel distinto y nadie firma la partida de nacimiento de mis hijos',
  'La barca que cruza el lago se hundió en marzo y desde entonces damos la vuelta a pie con los hijos',
  'El médico del pueblo se jubiló y el consultorio abre solo los martes, hay que rogar por una cita para los hijos',
]
let pairs = 0
let madridsSaid = 0
/** Two texts of one statement, other ones each time; one in another language. */
const pair = (): [string, string] => [wells[pairs]!, wells[pairs++]!.replace('children', 'parents')]
const inSpanish = () => madrids[madridsSaid++]!

describe('taking out', () => {
  it('is for whoever holds it; its claim stays, what was taken out waits, and the history names who did it', async () => {
    const { house, campaign } = office
    const [one, two] = pair()
    const { posts, statements: [id] } = await say(one, two, `RT @somebody: ${two}`)
    expect(await codeOf(takeOut(house, campaign, ana!, id!, 1, { wording: posts[1]! }))).toBe('not-held')
    const { version } = await claimOne(house, campaign.id, ana!, id!)
    expect(await codeOf(takeOut(house, campaign, ben!, id!, version, { wording: posts[1]! }))).toBe('held-by-other')
    expect(await codeOf(takeOut(house, campaign, ana!, id!, version - 1, { wording: posts[1]! }))).toBe('stale-version')
    expect(await codeOf(takeOut(house, campaign, ana!, id!, version, { posts }))).toBe('nothing-left')
    const done = await takeOut(house, campaign, ana!, id!, version, { wording: posts[1]! })
    expect(done).toMatchObject({ statementId: id, posts: 2, version: version + 1 })
    expect(await look(id!)).toMatchObject({ state: 'held', holder: 'ana', posts: 1, version: version + 1 })
    expect(await look(done.otherId)).toMatchObject({ state: 'waiting', holder: null, posts: 2, text: two })
    expect(await refoldsOf(house.db, campaign.id, id!)).toMatchObject([{ kind: 'part', from: true, other: done.otherId, by: 'ana', posts: 2, undoneBy: null }])
    expect(await refoldsLately(house.db, campaign.id, ana!.person.id, house.clock.now())).toMatchObject([{ id: done.refoldId, decision: 'part' }])
    await agreesWithItself(house, campaign.id, await all())
  })

  it('is undone by who did it for ten seconds, later by the holder or a coordinator, not while somebody has what was taken out', async () => {
    const { house, campaign, clock } = office
    const { posts, statements: [id] } = await say(...pair())
    const { version } = await claimOne(house, campaign.id, ana!, id!)
    const first = await takeOut(house, campaign, ana!, id!, version, { posts: [posts[1]!] })
    expect(await codeOf(undoRefolding(house, campaign, ben!, id!, first.refoldId))).toBe('held-by-other')
    const back = await undoRefolding(house, campaign, ana!, id!, first.refoldId)
    expect(await statementOf(posts[1]!)).toBe(id)
    expect(await codeOf(undoRefolding(house, campaign, ana!, id!, first.refoldId))).toBe('not-found')
    const second = await takeOut(house, campaign, ana!, id!, back.version, { posts: [posts[1]!] })
    await releaseClaim(house, campaign.id, ana!, id!)
    const { version: taken } = await claimOne(house, campaign.id, ben!, second.otherId)
    for (const actor of [ana!, cora!]) expect(await codeOf(undoRefolding(house, campaign, actor, id!, second.refoldId))).toBe('held-by-other')
    await decide(house, campaign.id, ben!, second.otherId, taken, 'discard', { reason: 'spam' })
    clock.pass(11_000)
    expect(await codeOf(undoRefolding(house, campaign, ana!, id!, second.refoldId))).toBe('not-held')
    await undoRefolding(house, campaign, cora!, second.otherId, second.refoldId)
    expect(await statementOf(posts[1]!)).toBe(id)
    expect(await deedsOf(house.db, campaign.id, id!)).toMatchObject([{ decision: 'discard', by: 'ben' }])
    expect(await refoldsOf(house.db, campaign.id, id!)).toMatchObject([{ undoneBy: 'ana' }, { undoneBy: 'cora', other: null }])
  })

  it('a coordinator takes out of what nobody or somebody else holds', async () => {
    const { house, campaign } = office
    const [one, two] = pair()
    const { posts, statements: [id] } = await say(one, two)
    const { version } = await claimOne(house, campaign.id, ben!, id!)
    await takeOut(house, campaign, cora!, id!, version, { wording: posts[0]! })
    expect(await look(id!)).toMatchObject({ holder: 'ben', text: two, version: version + 1 })
  })
})

describe('joining', () => {
  it('keeps the one at hand with its claim, and later copies of either come to it, however unlike the two are', async () => {
    const { house, campaign } = office
    const [one] = pair()
    const spanish = inSpanish()
    const { posts, statements: [id, other] } = await say(one!, spanish)
    const { version } = await claimOne(house, campaign.id, ana!, id!)
    const done = await joinWith(house, campaign, ana!, id!, version, other!)
    expect(done).toMatchObject({ statementId: id, otherId: other, posts: 1 })
    expect(await look(id!)).toMatchObject({ state: 'held', holder: 'ana', posts: 2 })
    expect(await look(other!)).toBeUndefined()
    const later = await say(`${one} #agua`, spanish.replace('hijos', 'nietos'), `RT @alguien: ${spanish}`)
    expect(later.statements).toEqual([id, id, id])
    const { wordings } = await wordingsOf(house.db, campaign.id, id!)
    expect(wordings.find((wording) => wording.text === spanish)!.why).toEqual({ kind: 'person', name: 'ana' })
    await undoRefolding(house, campaign, ana!, id!, done.refoldId)
    expect([await statementOf(posts[0]!), await statementOf(posts[1]!)]).toEqual([id, other])
    expect(await Promise.all(later.posts.map(statementOf))).toEqual([id, other, other])
    expect(await look(other!)).toMatchObject({ state: 'waiting', posts: 3 })
    await agreesWithItself(house, campaign.id, await all())
  })

  it('goes into what is decided and ends the claim; undone, each has again what was done on it', async () => {
    const { house, campaign } = office
    const { statements: [decided, open] } = await say(pair()[0], inSpanish())
    await decide(house, campaign.id, ben!, decided!, (await claimOne(house, campaign.id, ben!, decided!)).version, 'question', { question: 'new', wording: 'Who mends the well?' })
    const { version } = await claimOne(house, campaign.id, ana!, open!)
    const worked = await workOn(house, campaign.id, ana!, open!, { version, note: 'the same in Spanish' })
    const done = await joinWith(house, campaign, ana!, open!, worked.version, decided!)
    expect(done).toMatchObject({ statementId: decided, otherId: open })
    expect(await look(decided!)).toMatchObject({ state: 'decided', holder: null, posts: 2 })
    const back = await undoRefolding(house, campaign, ana!, decided!, done.refoldId)
    expect(back.statementId).toBe(open)
    expect(await look(open!)).toMatchObject({ state: 'held', holder: 'ana', posts: 1 })
    expect(await look(decided!)).toMatchObject({ state: 'decided', posts: 1 })
    expect(await deedsOf(house.db, campaign.id, open!)).toEqual([])
    expect(await deedsOf(house.db, campaign.id, decided!)).toMatchObject([{ decision: 'question', by: 'ben' }])
    const notes = await house.db.rows(`select statement_id as id from note where campaign_id = $1 and text = 'the same in Spanish'`, [campaign.id])
    expect(notes).toEqual([{ id: open }])
  })

  it('brings what was decided back with its incident and its question', async () => {
    const { house, campaign } = office
    const { statements: [id, other] } = await say(pair()[0], inSpanish())
    await decide(house, campaign.id, ben!, other!, (await claimOne(house, campaign.id, ben!, other!)).version, 'incident', { incident: 'new', title: 'Bad water' })
    const links = () => house.db.rows(`select statement_id as id from incident_statement where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaign.id, [id, other]])
    await decide(house, campaign.id, ben!, id!, (await claimOne(house, campaign.id, ben!, id!)).version, 'done', {})
    const { version } = (await look(id!))!
    const done = await joinWith(house, campaign, cora!, id!, version, other!)
    expect(await links()).toEqual([{ id }])
    await undoRefolding(house, campaign, cora!, id!, done.refoldId)
    expect(await links()).toEqual([{ id: other }])
    expect(await look(other!)).toMatchObject({ state: 'decided' })
  })

  it('nobody takes a statement out of another one’s hand', async () => {
    const { house, campaign } = office
    const { statements: [id, other] } = await say(pair()[0], inSpanish())
    const { version } = await claimOne(house, campaign.id, ana!, id!)
    await claimOne(house, campaign.id, ben!, other!)
    expect(await codeOf(joinWith(house, campaign, ana!, id!, version, other!))).toBe('held-by-other')
    expect(await codeOf(joinWith(house, campaign, ana!, id!, version, id!))).toBe('joined-with-itself')
  })
})

it('the same as the similar one: its deed with what was said, its issue area, and it can be taken back', async () => {
  const { house, campaign } = office
  const { statements: [before, open] } = await say(
    'Somebody is selling miracle filters for drinking water at half the price, only this weekend, ring the number below',
    'Somebody is still selling those miracle filters for drinking water, now at a third of the price, only until Sunday evening')
  expect(before).not.toBe(open)
  await decide(house, campaign.id, ben!, before!, (await claimOne(house, campaign.id, ben!, before!)).version, 'discard', { reason: 'spam' })
  const { version } = await claimOne(house, campaign.id, ana!, open!)
  const [similar] = await similarDecided(house.db, campaign.id, open!, (await look(open!))!.text)
  expect(similar!.id).toBe(before)
  const done = await sameAs(house, campaign.id, ana!, open!, version, similar!.id)
  expect(await deedsOf(house.db, campaign.id, open!)).toMatchObject([{ decision: 'discard', done: { reason: 'spam' }, by: 'ana' }])
  await takeBack(house, campaign.id, ana!, open!, done.deedId)
  expect(await look(open!)).toMatchObject({ state: 'held', holder: 'ana' })
  const { statements: [waiting] } = await say('A hundred people stand in line for bread on the square every morning')
  expect(await codeOf(sameAs(house, campaign.id, ana!, open!, done.version + 1, waiting!))).toBe('not-repeatable')
})

it('each wording says why it is there', async () => {
  const { house, campaign } = office
  const [one, two] = pair()
  const { statements: [id] } = await say(one!, one!, `RT @somebody: ${one}`, two!, `${one!.slice(0, 80)}…`)
  const { wordings } = await wordingsOf(house.db, campaign.id, id!)
  expect(wordings.map(({ posts, reposts, why }) => ({ posts, reposts, why: why.kind }))).toEqual([
    { posts: 3, reposts: 1, why: 'first' }, { posts: 1, reposts: 0, why: 'near' }, { posts: 1, reposts: 0, why: 'cut' },
  ])
  expect(wordings[1]!.why).toEqual({ kind: 'near', likeness: expect.closeTo(0.85, 0) })
})
