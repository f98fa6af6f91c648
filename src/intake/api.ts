import { createRoute, z } from '@hono/zod-openapi'
import { refuse, type Api } from '#core/index.ts'
import { arrivalItem } from '#channel/index.ts'
import { allow } from '#person/index.ts'
import { boundedBody, limits, readItems } from './body.ts'
import { takeMail } from './mail.ts'
import { takeIn } from './take-in.ts'

const item = z.looseObject(arrivalItem.shape).openapi('Post to take in')
const answer = z
  .object({
    accepted: z.number().int().openapi({ description: 'Stored now.' }),
    known: z.number().int().openapi({ description: 'Were there before (same channel and externalId); nothing changed.' }),
    rejected: z.array(z.object({ index: z.number().int(), code: z.string(), detail: z.string() })),
  })
  .openapi('TakenIn')

/** POST /api/campaigns/{slug}/posts, and .../mail */
export function api(api: Api): void {
  // Described only: the body is read as bytes below, since each post keeps its original and one bad item is not to refuse the rest.
  api.openAPIRegistry.registerPath(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/posts', tags: ['intake'], summary: 'Send posts',
      description:
        `One object, an array, or NDJSON; at most ${limits.bytes / 1_048_576} MB and ${limits.items} posts. The answer comes after the commit. ` +
        'Sending the same again changes nothing, so any request may be repeated.',
      request: {
        params: z.object({ slug: z.string() }),
        body: { content: { 'application/json': { schema: z.union([item, z.array(item)]) }, 'application/x-ndjson': { schema: item } } },
      },
      responses: {
        200: { description: 'Taken in', content: { 'application/json': { schema: answer } } },
        400: { description: 'Not JSON.' }, 401: { description: 'No token.' }, 403: { description: 'Not allowed.' },
        413: { description: 'Too large.' }, 415: { description: 'Another Content-Type.' }, 429: { description: 'Overload; see Retry-After.' },
      },
    }),
  )
  api.post('/api/campaigns/:slug/posts', async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'intake.post')
    const type = c.req.header('content-type') ?? 'application/json'
    if (!/json/i.test(type)) throw refuse('unsupported', 415, 'Posts are taken as application/json or application/x-ndjson.')
    const { arrivals, rejected } = readItems(await boundedBody(c.req.raw), type)
    const { accepted, known } = await takeIn(house, campaign, arrivals)
    return c.json({ accepted, known, rejected })
  })

  api.openAPIRegistry.registerPath(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/mail', tags: ['intake'], summary: 'Hand over one mail, as it came',
      description: 'For a mail server: the bytes of the message. A reply to a question of ours is its answer. Answers after the commit; on anything but 200 the mail is to be handed over again.',
      request: { params: z.object({ slug: z.string() }), body: { content: { 'message/rfc822': { schema: z.string() } } } },
      responses: {
        200: { description: 'Taken in, known, or skipped because nobody wrote it or it says nothing', content: { 'application/json': { schema: z.object({ accepted: z.number().int(), known: z.number().int(), skipped: z.enum(['automatic', 'no-words']).nullable() }) } } },
        401: { description: 'No token.' }, 403: { description: 'Not allowed.' }, 413: { description: 'Too large.' }, 429: { description: 'Overload; see Retry-After.' },
      },
    }),
  )
  api.post('/api/campaigns/:slug/mail', async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'intake.post')
    if (!/^message\/rfc822\b/i.test(c.req.header('content-type') ?? '')) throw refuse('unsupported', 415, 'A mail is taken as message/rfc822.')
    return c.json(await takeMail(house, campaign, await boundedBody(c.req.raw)))
  })
}
