/** kill -9 while people sign up: whoever was answered is there, whoever was not sends the same form again, and nobody is there twice. */
import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBurst, pledgeOfSecret, type Burst } from '#burst/index.ts'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import { issueTicket } from '#intake/index.ts'
import { actorOf, addTokenFor, addUser } from '#person/index.ts'
import { addVariants } from '#variant/index.ts'
import { sayings } from '../harness/burst.ts'
import { openTestHouse, type TestHouse } from '../harness/house.ts'

const people = 40
let opened: TestHouse
let campaign: Campaign
let burst: Burst
const children: ChildProcess[] = []

beforeAll(async () => {
  opened = await openTestHouse()
  const { house } = opened
  campaign = await addCampaign(house, { slug: 'water-now', name: 'Water now', organisation: 'River Watch', hashtags: ['WaterNow'] })
  await addUser(house, { email: 'nadia@example.org', name: 'Nadia', role: 'coordinator', campaign: 'water-now', ready: true })
  const actor = (await actorOf(house, { bearer: (await addTokenFor(house, { email: 'nadia@example.org', campaign: 'water-now', scopes: ['desk', 'read'] })).token }))!
  const at = Date.now()
  burst = await makeBurst(house, actor, campaign, { title: 'At six', zone: 'UTC', startsAt: new Date(at + 3_600_000), endsAt: new Date(at + 7_200_000), open: true })
  await addVariants(house, actor, campaign, burst.bank.id, sayings.map((text) => ({ language: 'en', text })))
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await opened?.close()
})

/** A server of its own, as in use: node, pages and all. */
async function startServer(): Promise<{ child: ChildProcess; page: string }> {
  const child = fork(resolve(import.meta.dirname, '../../bench/desk/server.ts'), [opened.url, '0'])
  children.push(child)
  const { port } = await new Promise<{ port: number }>((ready, failed) => child.once('message', (told) => ready(told as { port: number })).once('exit', () => failed(new Error('the server ended'))))
  return { child, page: `http://127.0.0.1:${port}/water-now/burst/${burst.id}` }
}

async function send(page: string, ticket: string): Promise<string | undefined> {
  const answer = await fetch(page, {
    method: 'POST', redirect: 'manual', headers: { accept: 'text/html', origin: new URL(page).origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ticket, network: 'mastodon', language: 'en', zone: 'UTC' }).toString(),
  }).catch(() => undefined)
  return answer?.status === 303 ? answer.headers.get('location')!.split('/').at(-1)! : undefined
}

const there = async () => new Set((await opened.house.db.rows<{ id: string }>('select id from burst_pledge where campaign_id = $1 and burst_id = $2', [campaign.id, burst.id])).map((row) => row.id))
const idOf = (secret: string) => pledgeOfSecret(opened.house, 'page', burst.id, secret)!

test('no pledge that was answered is lost, and a form sent again is the same pledge', async () => {
  const first = await startServer()
  // Opened a while ago: faster than a person is refused, and this server has the clock of the machine.
  opened.clock.at = new Date(Date.now() - 10_000)
  const tickets = Array.from({ length: people }, () => issueTicket(opened.house, campaign.id))
  let answered = 0
  const secrets = await Promise.all(tickets.map(async (ticket) => {
    const secret = await send(first.page, ticket)
    if (secret && ++answered === 8) first.child.kill('SIGKILL')
    return secret
  }))
  const told = secrets.filter((secret) => secret !== undefined)
  expect(told.length).toBeGreaterThanOrEqual(8)
  const kept = await there()
  expect(told.filter((secret) => !kept.has(idOf(secret))), 'answered and lost').toEqual([])

  const second = await startServer()
  const again = await Promise.all(tickets.map((ticket) => send(second.page, ticket)))
  expect(again.filter((secret) => secret === undefined)).toEqual([])
  for (const [at, secret] of secrets.entries()) if (secret) expect(again[at]).toBe(secret)
  expect((await there()).size).toBe(people)
})
