import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { chatNetworks } from '#chat/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { coverageBoard } from './board.ts'
import { changeCoverage, coveragesOf, coverageStates, liftStop, makeCoverage, moveCoverage, noCoverage, stopCoverage } from './coverage.ts'
import { changeEntry, checkEntry, dropEntry, entryKinds, noteEntry, takeOutEntry } from './entry.ts'
import { giveBack, handOut, notePosted } from './hand-out.ts'
import { addTurn, coverageParts, dropTurn } from './rota.ts'
import { addSpeaker, changeSpeaker } from './speaker.ts'

const tags = ['coverage']
const at = '/api/campaigns/{slug}/coverage'
const one = slugParam.extend({ id: z.string() })
const oneEntry = one.extend({ entry: z.string() })
const oneOut = oneEntry.extend({ network: z.enum(chatNetworks) })
const version = z.number().int()
const moment = z.string()
const when = z.iso.datetime().transform((text) => new Date(text))
const handles = z.array(z.object({ network: z.string().max(20), handle: z.string().max(200) })).max(10)
const person = z.object({ id: z.string(), name: z.string() })
/** The picture as the slice takes it. */
const withFile = <W extends { data?: string | undefined }>({ data, ...wish }: W) => ({ ...wish, ...(data === undefined ? {} : { file: Buffer.from(data, 'base64') }) })
const done = { 204: { description: 'Done' } }

const coverage = z.object({
  id: z.string(), title: z.string(), lead: z.string(), language: z.string(), hashtags: z.array(z.string()), zone: z.string(), startsAt: moment, endsAt: moment, state: z.enum(coverageStates),
  embargoUntil: moment.nullable(), delayMinutes: z.number().int(), stoppedAt: moment.nullable(), stopReason: z.string(), tacticId: z.string().nullable().openapi({ description: 'The tactic of the plan that it carries out.' }), version,
}).openapi('Coverage')
const coverageWish = z.object({
  title: z.string().max(300), lead: z.string().max(4_000).optional(), language: z.string().max(20).optional(), hashtags: z.array(z.string().max(100)).max(20).optional(), zone: z.string().max(64), startsAt: when, endsAt: when,
  embargoUntil: when.nullable().optional(), delayMinutes: z.number().optional(), tacticId: z.uuid().nullable().optional(),
})
const speaker = z.object({ id: z.string(), name: z.string(), office: z.string(), handles, version }).openapi('CoverageSpeaker')
const turn = z.object({ id: z.string(), part: z.enum(coverageParts), personId: z.string(), person: z.string(), from: moment, until: moment }).openapi('CoverageTurn')
const entry = z.object({
  id: z.string(), threadId: z.string(), speakerId: z.string().nullable(), kind: z.enum(entryKinds), text: z.string(), happenedAt: moment, notBefore: moment.nullable(), picture: z.boolean(), file: z.object({ id: z.string(), width: z.number().int(), height: z.number().int() }).nullable(), alt: z.string(), state: z.enum(['noted', 'checked', 'dropped']),
  scribe: person, notedAt: moment, checker: person.nullable(), takenOut: z.boolean(), version, outs: z.array(z.object({ network: z.string(), person, handedAt: moment, postedAt: moment.nullable(), link: z.string().nullable() })),
}).openapi('CoverageEntry')
const entryWish = z.object({ kind: z.enum(entryKinds), text: z.string().max(4_000), speaker: z.string().nullable().optional(), continues: z.string().nullable().optional(), happenedAt: when.optional(), notBefore: when.nullable().optional(), picture: z.boolean().optional(), data: z.base64().max(14_000_000).optional().openapi({ description: 'The picture, made anew from its pixels; without `alt` it goes no further than to the checker.' }), alt: z.string().max(2_000).optional() })
const handed = z.object({ entryId: z.string(), network: z.enum(chatNetworks), name: z.string(), text: z.string(), href: z.string(), replyTo: z.string().nullable(), lost: z.boolean(), alt: z.string(), file: z.boolean() }).openapi('HandedEntry')

function idOf(text: string): string {
  if (!isUuid(text)) throw noCoverage()
  return text
}

/** Live coverage: the rota, speakers, entries from scribe to checker to poster, STOP. */
export function api(api: Api): void {
  coverages(api)
  people(api)
  entries(api)
}

function coverages(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: at, tags, summary: 'Coverages, the latest hour first', request: { params: slugParam }, responses: { 200: answer(z.object({ coverages: z.array(coverage) }), 'Coverages'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'coverage.work')
    return c.json({ coverages: await coveragesOf(house.db, campaign.id) } as any, 200)
  })
  api.openapi(createRoute({ method: 'post', path: at, tags, summary: 'Plan one', request: { params: slugParam, ...body(coverageWish) }, responses: { 201: answer(z.object({ coverage }), 'Planned'), ...problems(404, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'coverage.manage')
    return c.json({ coverage: await makeCoverage(house, actor, (await campaignById(house.db, campaign.id))!, c.req.valid('json')) } as any, 201)
  })
  api.openapi(createRoute({
    method: 'get', path: `${at}/{id}`, tags, summary: 'Its board: who is on, and where each entry is', request: { params: one },
    responses: { 200: answer(z.object({ coverage, speakers: z.array(speaker), turns: z.array(turn), gaps: z.array(z.object({ part: z.enum(coverageParts), from: moment, until: moment })), held: z.boolean().openapi({ description: 'Everything of the campaign is held back, this as well.' }), entries: z.array(entry.extend({ leavesAt: moment, free: z.boolean(), embargoed: z.array(z.object({ title: z.string(), word: z.string() })) })) }), 'The board'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'coverage.work')
    return c.json((await coverageBoard(house, campaign, idOf(c.req.valid('param').id))) as any, 200)
  })
  api.openapi(createRoute({ method: 'patch', path: `${at}/{id}`, tags, summary: 'Change it', description: 'A longer `delayMinutes` or a later `embargoUntil` holds at once, also for what is checked already.', request: { params: one, ...body(coverageWish.partial().extend({ version })) }, responses: { 200: answer(z.object({ coverage }), 'As it is now'), ...problems(404, 409, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ coverage: await changeCoverage(house, actor, campaign, idOf(c.req.valid('param').id), c.req.valid('json')) } as any, 200)
  })
  api.openapi(createRoute({ method: 'put', path: `${at}/{id}/state`, tags, summary: 'Begin, end, publish the transcript, take it off', request: { params: one, ...body(z.object({ version, state: z.enum(coverageStates) })) }, responses: { 200: answer(z.object({ coverage }), 'As it is now'), ...problems(404, 409, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const wish = c.req.valid('json')
    return c.json({ coverage: await moveCoverage(house, actor, campaign, idOf(c.req.valid('param').id), wish.version, wish.state) } as any, 200)
  })
  api.openapi(createRoute({ method: 'put', path: `${at}/{id}/stop`, tags, summary: 'STOP: nothing leaves, and nothing of it is public', request: { params: one, ...body(z.object({ reason: z.string().max(1_000).optional() })) }, responses: { 200: answer(z.object({ coverage }), 'Stopped'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ coverage: await stopCoverage(house, actor, campaign, idOf(c.req.valid('param').id), c.req.valid('json').reason ?? '') } as any, 200)
  })
  api.openapi(createRoute({ method: 'delete', path: `${at}/{id}/stop`, tags, summary: 'Lift it', request: { params: one }, responses: { 200: answer(z.object({ coverage }), 'It goes on'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ coverage: await liftStop(house, actor, campaign, idOf(c.req.valid('param').id)) } as any, 200)
  })
}

function people(api: Api): void {
  api.openapi(createRoute({ method: 'post', path: `${at}/{id}/turns`, tags, summary: 'Who does what, from when to when', request: { params: one, ...body(z.object({ part: z.enum(coverageParts), person: z.string().max(100), from: when, until: when })) }, responses: { 201: answer(z.object({ turn }), 'Added'), ...problems(404, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { person: personId, ...wish } = c.req.valid('json')
    return c.json({ turn: await addTurn(house, actor, campaign, idOf(c.req.valid('param').id), { ...wish, personId }) } as any, 201)
  })
  api.openapi(createRoute({ method: 'delete', path: `${at}/{id}/turns/{turn}`, tags, summary: 'Take it off the rota', request: { params: one.extend({ turn: z.string() }) }, responses: { ...done, ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, turn } = c.req.valid('param')
    await dropTurn(house, actor, campaign, idOf(id), idOf(turn))
    return c.body(null, 204)
  })
  api.openapi(createRoute({ method: 'post', path: `${at}/{id}/speakers`, tags, summary: 'Enter a speaker beforehand', request: { params: one, ...body(z.object({ name: z.string().max(300), office: z.string().max(300).optional(), handles: handles.optional() })) }, responses: { 201: answer(z.object({ speaker }), 'Added'), ...problems(404, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ speaker: await addSpeaker(house, actor, campaign, idOf(c.req.valid('param').id), c.req.valid('json')) }, 201)
  })
  api.openapi(createRoute({ method: 'patch', path: `${at}/{id}/speakers/{speaker}`, tags, summary: 'Correct one', request: { params: one.extend({ speaker: z.string() }), ...body(z.object({ version, name: z.string().max(300).optional(), office: z.string().max(300).optional(), handles: handles.optional() })) }, responses: { 200: answer(z.object({ speaker }), 'As it is now'), ...problems(404, 409, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, speaker } = c.req.valid('param')
    return c.json({ speaker: await changeSpeaker(house, actor, campaign, idOf(id), idOf(speaker), c.req.valid('json')) }, 200)
  })
}

function entries(api: Api): void {
  const path = `${at}/{id}/entries`
  const changed = { 200: answer(z.object({ entry }), 'As it is now'), ...problems(403, 404, 409, 422) }
  api.openapi(createRoute({ method: 'post', path, tags, summary: 'Note what was said or seen', description: 'A delay counts from this moment, whatever `happenedAt` says. `continues`: an entry of the thread that goes on.', request: { params: one, ...body(entryWish) }, responses: { 201: answer(z.object({ entry }), 'Noted'), ...problems(404, 409, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ entry: await noteEntry(house, actor, campaign, idOf(c.req.valid('param').id), withFile(c.req.valid('json'))) } as any, 201)
  })
  api.openapi(createRoute({ method: 'patch', path: `${path}/{entry}`, tags, summary: 'Other words: checked anew, and its delay begins anew', request: { params: oneEntry, ...body(entryWish.partial().extend({ version })) }, responses: changed }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, entry } = c.req.valid('param')
    return c.json({ entry: await changeEntry(house, actor, campaign, idOf(id), idOf(entry), withFile(c.req.valid('json'))) } as any, 200)
  })
  api.openapi(createRoute({ method: 'put', path: `${path}/{entry}/check`, tags, summary: 'Checked: by somebody else than its scribe', request: { params: oneEntry, ...body(z.object({ version })) }, responses: changed }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, entry } = c.req.valid('param')
    return c.json({ entry: await checkEntry(house, actor, campaign, idOf(id), idOf(entry), c.req.valid('json').version) } as any, 200)
  })
  api.openapi(createRoute({ method: 'delete', path: `${path}/{entry}`, tags, summary: 'Not to be posted', request: { params: oneEntry }, responses: { ...done, ...problems(404, 409) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, entry } = c.req.valid('param')
    await dropEntry(house, actor, campaign, idOf(id), idOf(entry))
    return c.body(null, 204)
  })
  api.openapi(createRoute({ method: 'put', path: `${path}/{entry}/shown`, tags, summary: 'In the transcript or out of it', request: { params: oneEntry, ...body(z.object({ shown: z.boolean() })) }, responses: { ...done, ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, entry } = c.req.valid('param')
    await takeOutEntry(house, actor, campaign, idOf(id), idOf(entry), !c.req.valid('json').shown)
    return c.body(null, 204)
  })
  api.openapi(createRoute({
    method: 'put', path: `${path}/{entry}/outs/{network}`, tags, summary: 'Take it to post it: to one person for one network', description: '409 `held-until` (with `until`) before its hour, `coverage-stopped`, `not-checked`, `held-by-other`.', request: { params: oneOut }, responses: { 200: answer(z.object({ handed }), 'The text and the link that opens the network with it'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, entry, network } = c.req.valid('param')
    return c.json({ handed: await handOut(house, actor, campaign, idOf(id), idOf(entry), network) }, 200)
  })
  api.openapi(createRoute({ method: 'patch', path: `${path}/{entry}/outs/{network}`, tags, summary: 'It is posted', request: { params: oneOut, ...body(z.object({ link: z.string().max(500).nullable() })) }, responses: { ...done, ...problems(404, 409, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, entry, network } = c.req.valid('param')
    await notePosted(house, actor, campaign, idOf(id), idOf(entry), network, c.req.valid('json').link)
    return c.body(null, 204)
  })
  api.openapi(createRoute({ method: 'delete', path: `${path}/{entry}/outs/{network}`, tags, summary: 'It was not posted: somebody else may', request: { params: oneOut }, responses: { ...done, ...problems(404, 409) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, entry, network } = c.req.valid('param')
    await giveBack(house, actor, campaign, idOf(id), idOf(entry), network)
    return c.body(null, 204)
  })
}
