import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { authorIdOf, eraseAuthor, finishWithdrawals, postsOf, readPrivate, withdraw, withdrawnWords } from '#post/index.ts'
import { takeIn } from '#intake/index.ts'
import type { Arrival } from '#channel/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { tracesOf } from '../../test/harness/traces.ts'
import { countStatements } from './export.ts'
import { foldAll } from './turns.ts'

let test: TestHouse
let campaign: { id: string }
let serial = 0

beforeAll(async () => void (test = await openTestHouse()))
afterAll(() => test.close())

async function begin(): Promise<void> {
  campaign = await addCampaign(test.house, { slug: `c-${serial++}`, name: 'C', organisation: 'O' })
}

async function say(...posts: (Partial<Arrival> & { text: string })[]): Promise<string[]> {
  const arrivals = posts.map((post): Arrival => ({ channel: 'sms', externalId: `${serial++}`, original: Buffer.from(`raw ${post.text}`), ...post }))
  const { results } = await takeIn(test.house, campaign, arrivals)
  await foldAll(test.house, campaign.id)
  return results.map((one) => one.id)
}

const everything = () => tracesOf(test.house, campaign.id)

const first = 'The zanzibird well on Cobalt street has been dry since the second week of March and nobody came'
const near = 'The zanzibird well on Cobalt street has been dry since the second week of March and nobody came yet #now'
const other = 'Lamps along the quarrelsome canal stay dark every night although the council promised new ones'

describe('a post is withdrawn', () => {
  it('and its words are in no table, nor its statement when it stood alone', async () => {
    await begin()
    const [alone] = await say({ text: first }, { text: other })
    const withdrawal = await withdraw(test.house, campaign.id, [alone!], 'withdrawn')
    expect(withdrawal.emptied.size).toBe(1)
    expect(await countStatements(test.house.db, campaign.id)).toEqual({ statements: 1, posts: 1 })
    expect(await everything()).not.toMatch(/zanzibird/i)
    const left = await test.house.db.rows(`select count(*)::int as n from fold_exact where campaign_id = $1 union all select count(*)::int from fold_representative where campaign_id = $1`, [campaign.id])
    expect(left).toEqual([{ n: 1 }, { n: 1 }])
    expect(await withdrawnWords(test.house, campaign.id, alone!)).toBe(first)
  })

  it('and the statement goes on with the words of the next who said it', async () => {
    await begin()
    const [founder, copy] = await say({ text: first, postedAt: new Date('2026-03-01') }, { text: near, channel: 'x', postedAt: new Date('2026-03-02') })
    expect(await countStatements(test.house.db, campaign.id)).toEqual({ statements: 1, posts: 2 })
    await withdraw(test.house, campaign.id, [founder!], 'withdrawn')
    const [statement] = await test.house.db.rows<Record<string, any>>(
      `select s.id, s.posts, s.channels, s.first_said_at, x.text from statement s join statement_text x on x.campaign_id = s.campaign_id and x.statement_id = s.id where s.campaign_id = $1`, [campaign.id])
    expect(statement).toMatchObject({ posts: 1, channels: ['x'], text: near, first_said_at: new Date('2026-03-02') })
    expect((await postsOf(test.house, campaign.id, statement!.id)).map((post) => post.id)).toEqual([copy])
    expect(await test.house.db.row(`select 1 from statement_text where campaign_id = $1 and search @@ 'now'::tsquery`, [campaign.id])).toBeDefined()
  })

  it('and a later copy still finds the statement, by the words of those who are left', async () => {
    await begin()
    const [founder] = await say({ text: first }, { text: near })
    await withdraw(test.house, campaign.id, [founder!], 'withdrawn')
    await say({ text: `RT @somebody: ${near}` }, { text: near.replace('nobody', 'no one') })
    expect(await countStatements(test.house.db, campaign.id)).toEqual({ statements: 1, posts: 3 })
  })

  it('and what is sent again afterwards stays out', async () => {
    await begin()
    const item: Arrival = { channel: 'sms', externalId: 'again', text: first, original: Buffer.from('raw') }
    const { results } = await takeIn(test.house, campaign, [item])
    await foldAll(test.house, campaign.id)
    await withdraw(test.house, campaign.id, [results[0]!.id], 'erased')
    expect(await takeIn(test.house, campaign, [item])).toMatchObject({ accepted: 0, known: 1 })
    expect(await countStatements(test.house.db, campaign.id)).toEqual({ statements: 0, posts: 0 })
  })

  it('before it was folded, and never gets into a statement', async () => {
    await begin()
    // Without the step that folds: as if this process were slower than the withdrawal.
    const slow = { ...test.house, flow: { ...test.house.flow, run: async () => {} } }
    const { results } = await takeIn(slow, campaign, [{ channel: 'sms', externalId: 'early', text: first, original: Buffer.from('raw') }, { channel: 'sms', externalId: 'stays', text: other, original: Buffer.from('raw') }])
    await withdraw(test.house, campaign.id, [results[0]!.id], 'withdrawn')
    await foldAll(test.house, campaign.id)
    expect(await countStatements(test.house.db, campaign.id)).toEqual({ statements: 1, posts: 1 })
    expect(await everything()).not.toMatch(/zanzibird/i)
  })

  it('in a journal first: what a dying process left undone is done by the job', async () => {
    await begin()
    const [alone] = await say({ text: first })
    const failing = { ...test.house, flow: { ...test.house.flow, run: async () => Promise.reject(new Error('power cut')) } }
    await expect(withdraw(failing, campaign.id, [alone!], 'withdrawn')).rejects.toThrow('power cut')
    expect(await countStatements(test.house.db, campaign.id)).toEqual({ statements: 1, posts: 1 })
    await finishWithdrawals(test.house)
    expect(await countStatements(test.house.db, campaign.id)).toEqual({ statements: 0, posts: 0 })
    expect(await everything()).not.toMatch(/zanzibird/i)
  })
})

describe('an author is erased', () => {
  it('and neither words nor original nor key are left; a new post of theirs gets a new key', async () => {
    await begin()
    const author = { handle: '@Ines', name: 'Ines Q' }
    const [one, two] = await say({ text: first, author }, { text: other, author }, { text: near, author: { handle: 'else' } })
    const id = authorIdOf(test.house, campaign.id, 'sms/ines')
    await eraseAuthor(test.house, campaign.id, id)
    expect(await test.house.db.row(`select 1 from author_key where campaign_id = $1 and id = $2`, [campaign.id, id])).toBeUndefined()
    const rows = await test.house.db.rows(`select text, sha256, sealed, words, author_id from post where campaign_id = $1 and id = any($2::uuid[])`, [campaign.id, [one, two]])
    for (const row of rows) expect(row).toEqual({ text: '', sha256: null, sealed: null, words: null, author_id: null })
    expect(await everything()).not.toMatch(/quarrelsome/i)
    expect(await countStatements(test.house.db, campaign.id)).toEqual({ statements: 1, posts: 1 })
    const [back] = await say({ text: 'Here I am again, with something else to tell you all', author })
    expect((await readPrivate(test.house, { campaignId: campaign.id, reason: 'test' }, [back!])).get(back!)?.byline).toEqual(author)
  })
})
