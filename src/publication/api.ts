import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { networks } from '#variant/index.ts'
import { approveForChat, chooseForChat, takeBackForChat, waysOfChat } from './chat.ts'
import { faultsOf, lengthOf, warningsOf } from './fault.ts'
import { approvePublication, refusePublication, submitPublication, takeBackPublication } from './let-go.ts'
import { findPart, giveToHand, handOver, sendPartAgain, takeBackHand } from './part.ts'
import { addPicture, describePicture, dropPicture, longestAlt } from './picture.ts'
import { noPublication, progresses, publicationById, publicationsBetween, states, unsettled, type Publication } from './publication.ts'
import { addPublication, changePublication, dropPublication } from './write.ts'

const tags = ['publications']
const at = '/api/campaigns/{slug}/publications'
const one = slugParam.extend({ id: z.string() })
const ofPart = one.extend({ part: z.string() })
const chatAt = '/api/campaigns/{slug}/chats/{id}/publishing'
const ofPicture = one.extend({ picture: z.string() })
const moment = z.string().nullable()
const part = z.object({
  id: z.string(), network: z.enum(networks), account: z.object({ id: z.string(), handle: z.string(), state: z.string() }).nullable(), own: z.string().nullable(), text: z.string(), length: z.object({ used: z.number().int(), most: z.number().int().nullable(), fits: z.boolean() }),
  progress: z.enum(progresses), link: z.string().nullable(), reason: z.string().nullable(), looks: z.number().int(), lookedAt: moment, nextAt: moment, handBy: z.string().nullable(), at: moment,
})
const publication = z.object({
  id: z.string(), title: z.string(), text: z.string(), language: z.string(), state: z.enum(states), wall: z.string().nullable(), zone: z.string(), dueAt: moment, version: z.number().int(), createdBy: z.string().nullable(), changedBy: z.string().nullable(),
  changedAt: z.string(), decidedBy: z.string().nullable(), decidedAt: moment, reason: z.string().nullable(), parts: z.array(part), pictures: z.array(z.object({ id: z.string(), type: z.string(), alt: z.string() })),
}).openapi('Publication')
const wish = z.object({
  title: z.string().max(200).optional(), text: z.string().max(10_000), language: z.string().max(35).optional(), wall: z.string().max(30).nullish(), zone: z.string().max(64),
  parts: z.array(z.object({ network: z.enum(networks), account: z.string().nullish(), text: z.string().max(10_000).nullish() })).max(20),
})
const version = z.object({ version: z.number().int() })
const ways = z.object({
  parts: z.array(z.object({ network: z.enum(networks), account: z.object({ id: z.string(), handle: z.string(), state: z.string() }).nullable(), accountGone: z.boolean() })), chosenBy: z.string().nullable(), approvedBy: z.string().nullable(), approvedAt: moment, version: z.number().int(),
}).openapi('ChatPublishing')
const goes = { 200: answer(z.object({ publishing: ways }), 'As it is now'), ...problems(404, 409, 422) }
const whole = { 200: answer(z.object({ publication }), 'As it is now'), ...problems(404, 409, 422) }

function idOf(text: string): string {
  if (!isUuid(text)) throw noPublication()
  return text
}

function shown({ changedById: _, ...one }: Publication) {
  return { publication: { ...one, parts: one.parts.map(({ outgoingId: _, accountGone: __, ...part }) => ({ ...part, length: lengthOf(part) })) } } as never
}

/** What the campaign says in its own name. A second person lets it go; what became of it on each network stands with its part. */
export function api(api: Api): void {
  api.openapi(createRoute({
    method: 'get', path: at, tags, summary: 'What goes out within a span, and what is not settled yet', request: { params: slugParam, query: z.object({ from: z.iso.datetime().optional(), until: z.iso.datetime().optional() }) },
    responses: { 200: answer(z.object({ publications: z.array(publication), unsettled: z.array(publication) }), 'In the order in which it goes out; default: from a week ago to five weeks ahead'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'publication.read')
    const { from, until } = c.req.valid('query')
    const now = house.clock.now()
    const [first, last] = [from ? new Date(from) : new Date(now.getTime() - 7 * 86_400_000), until ? new Date(until) : new Date(now.getTime() + 35 * 86_400_000)]
    const list = (all: Publication[]) => all.map((one) => (shown(one) as { publication: unknown }).publication)
    return c.json({ publications: list(await publicationsBetween(house.db, campaign.id, first, last, now)), unsettled: list(await unsettled(house.db, campaign.id, now)) } as never, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: at, tags, summary: 'Write a draft', description: '`wall` is a clock time in `zone` (IANA), `2027-03-07T10:00`; without it it goes as soon as it is let go. A part without `account` is posted by a person.',
    request: { params: slugParam, ...body(wish) }, responses: { 201: answer(z.object({ publication }), 'A draft'), ...problems(404, 422) },
  }), async (c) => c.json(shown(await addPublication(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json'))), 201))

  api.openapi(createRoute({
    method: 'get', path: `${at}/{id}`, tags, summary: 'One, with what keeps it from leaving and what a person should see before', request: { params: one },
    responses: { 200: answer(z.object({ publication, faults: z.array(z.looseObject({ kind: z.string() })), warnings: z.array(z.looseObject({ kind: z.string() })) }), 'As it is now'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'publication.read')
    const now = house.clock.now()
    const found = await publicationById(house.db, campaign.id, idOf(c.req.valid('param').id), now)
    if (!found) throw noPublication()
    return c.json({ ...(shown(found) as object), faults: faultsOf(found), warnings: await warningsOf(house.db, campaign.id, found, now) } as never, 200)
  })

  api.openapi(createRoute({ method: 'put', path: `${at}/{id}`, tags, summary: 'Write it anew; it is a draft again', request: { params: one, ...body(wish.extend(version.shape)) }, responses: whole }), async (c) => {
    const { version, ...rest } = c.req.valid('json')
    return c.json(shown(await changePublication(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), version, rest)), 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${at}/{id}`, tags, summary: 'Take out what never left', request: { params: one, query: z.object({ version: z.coerce.number().int() }) }, responses: { 204: { description: 'Gone' }, ...problems(404, 409) } }), async (c) => {
    await dropPublication(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), c.req.valid('query').version)
    return c.body(null, 204)
  })

  api.openapi(createRoute({ method: 'put', path: `${at}/{id}/submission`, tags, summary: 'Give it to a second person', request: { params: one, ...body(version) }, responses: whole }), async (c) =>
    c.json(shown(await submitPublication(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), c.req.valid('json').version)), 200))
  api.openapi(createRoute({ method: 'put', path: `${at}/{id}/approval`, tags, summary: 'Let it go; not for whoever wrote on it last', request: { params: one, ...body(version) }, responses: whole }), async (c) =>
    c.json(shown(await approvePublication(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), c.req.valid('json').version)), 200))
  api.openapi(createRoute({ method: 'put', path: `${at}/{id}/refusal`, tags, summary: 'Give it back with a reason', request: { params: one, ...body(version.extend({ reason: z.string().max(1_000) })) }, responses: whole }), async (c) =>
    c.json(shown(await refusePublication(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), c.req.valid('json').version, c.req.valid('json').reason)), 200))
  api.openapi(createRoute({ method: 'delete', path: `${at}/{id}/approval`, tags, summary: 'Take back what has not left', request: { params: one, query: z.object({ version: z.coerce.number().int() }) }, responses: whole }), async (c) =>
    c.json(shown(await takeBackPublication(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), c.req.valid('query').version)), 200))

  api.openapi(createRoute({
    method: 'post', path: `${at}/{id}/pictures`, tags, summary: 'Add a picture', request: { params: one, ...body(version.extend({ data: z.base64().max(14_000_000), alt: z.string().max(longestAlt).default('') })) },
    responses: { 201: answer(z.object({ picture: z.string() }), 'Its id'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { version, data, alt } = c.req.valid('json')
    return c.json({ picture: await addPicture(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), version, Buffer.from(data, 'base64'), alt) }, 201)
  })
  api.openapi(createRoute({ method: 'patch', path: `${at}/{id}/pictures/{picture}`, tags, summary: 'Say what can be seen on it', request: { params: ofPicture, ...body(version.extend({ alt: z.string().max(longestAlt) })) }, responses: { 204: { description: 'Kept' }, ...problems(404, 409) } }), async (c) => {
    const { id, picture } = c.req.valid('param')
    await describePicture(c.var.house, c.var.actor, c.var.campaign, idOf(id), c.req.valid('json').version, idOf(picture), c.req.valid('json').alt)
    return c.body(null, 204)
  })
  api.openapi(createRoute({ method: 'delete', path: `${at}/{id}/pictures/{picture}`, tags, summary: 'Take it out', request: { params: ofPicture, query: z.object({ version: z.coerce.number().int() }) }, responses: { 204: { description: 'Gone' }, ...problems(404, 409) } }), async (c) => {
    const { id, picture } = c.req.valid('param')
    await dropPicture(c.var.house, c.var.actor, c.var.campaign, idOf(id), c.req.valid('query').version, idOf(picture))
    return c.body(null, 204)
  })

  api.openapi(createRoute({ method: 'put', path: `${at}/{id}/parts/{part}/hand`, tags, summary: 'A person has posted it', request: { params: ofPart, ...body(z.object({ link: z.string().max(2_000).nullish() })) }, responses: whole }), async (c) => {
    const { id, part } = c.req.valid('param')
    return c.json(shown(await handOver(c.var.house, c.var.actor, c.var.campaign, idOf(id), idOf(part), c.req.valid('json').link ?? null)), 200)
  })
  api.openapi(createRoute({ method: 'delete', path: `${at}/{id}/parts/{part}/hand`, tags, summary: 'It was not posted after all', request: { params: ofPart }, responses: whole }), async (c) => {
    const { id, part } = c.req.valid('param')
    return c.json(shown(await takeBackHand(c.var.house, c.var.actor, c.var.campaign, idOf(id), idOf(part))), 200)
  })
  api.openapi(createRoute({
    method: 'put', path: `${at}/{id}/parts/{part}/finding`, tags, summary: 'What a person found out about a part: it is there, it goes again, a person posts it, or it is given up',
    request: { params: ofPart, ...body(z.object({ finding: z.enum(['there', 'send-again', 'by-hand', 'given-up']), link: z.string().max(2_000).nullish() })) }, responses: whole,
  }), async (c) => {
    const { house, actor, campaign } = c.var
    const { id, part } = c.req.valid('param')
    const { finding, link } = c.req.valid('json')
    if (finding === 'by-hand') return c.json(shown(await giveToHand(house, actor, campaign, idOf(id), idOf(part))), 200)
    return c.json(shown(await settlePart(house, actor, campaign, idOf(id), idOf(part), finding, link ?? null)), 200)
  })
  chatQuestions(api)
}

/** Where the questions of a chat go out by themselves. */
function chatQuestions(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: chatAt, tags, summary: 'Where the questions of a chat go out when they are asked', request: { params: one }, responses: goes }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'publication.read')
    return c.json({ publishing: await waysOfChat(house.db, campaign.id, idOf(c.req.valid('param').id)) } as never, 200)
  })
  api.openapi(createRoute({
    method: 'put', path: chatAt, tags, summary: 'Choose where they go; without `account` a person posts them', request: { params: one, ...body(z.object({ version: z.number().int(), parts: z.array(z.object({ network: z.enum(networks), account: z.string().nullish() })).max(20) })) }, responses: goes,
  }), async (c) => {
    const { version, parts } = c.req.valid('json')
    return c.json({ publishing: await chooseForChat(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), version, parts) } as never, 200)
  })
  api.openapi(createRoute({ method: 'put', path: `${chatAt}/approval`, tags, summary: 'Let all questions of the chat go beforehand; not for whoever chose where they go', request: { params: one, ...body(version) }, responses: goes }), async (c) =>
    c.json({ publishing: await approveForChat(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), c.req.valid('json').version) } as never, 200))
  api.openapi(createRoute({ method: 'delete', path: `${chatAt}/approval`, tags, summary: 'From now on none goes by itself', request: { params: one }, responses: goes }), async (c) =>
    c.json({ publishing: await takeBackForChat(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id)) } as never, 200))
}

/** Of a refused part only "again" can be said; the rest is for parts whose fate is unknown. */
async function settlePart(...[house, actor, campaign, id, part, finding, link]: [...Parameters<typeof sendPartAgain>, 'there' | 'send-again' | 'given-up', string | null]): Promise<Publication> {
  allow(actor, campaign, 'publication.approve')
  const progress = (await publicationById(house.db, campaign.id, id, house.clock.now()))?.parts.find((one) => one.id === part)?.progress
  if (finding === 'send-again' && progress === 'refused') return sendPartAgain(house, actor, campaign, id, part)
  return findPart(house, actor, campaign, id, part, finding === 'there' ? { kind: 'there', link } : { kind: finding })
}
