import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { noStatement } from '#desk/index.ts'
import { allow } from '#person/index.ts'
import { lookReasons } from '#post/index.ts'
import { lookAtContact } from './contact.ts'
import { asksOf } from './read.ts'

const tags = ['conversations']
const json = <T extends z.ZodType>(schema: T) => ({ content: { 'application/json': { schema } } })
const refusals = { 401: { description: 'Sign in first.' }, 403: { description: 'Not for this role, scope or person.' }, 404: { description: 'No such campaign or statement for you.' } }
const ask = z.object({
  id: z.string(), by: z.string(), text: z.string(), language: z.string(), askedAt: z.string(), dueAt: z.string(), state: z.enum(['open', 'answered', 'unanswered']),
  fate: z.enum(['queued', 'sending', 'sent', 'refused', 'unconfirmed']).nullable().openapi({ description: 'Of the mail; null where the question stands on the receipt page only.' }),
  answer: z.object({ text: z.string(), language: z.string().nullable(), at: z.string() }).nullable(),
}).openapi('Ask')

/** What was asked about a statement, and the address of its sender. Asking is a decision: `{"decision":"ask","post":...,"ready":"source"}`. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/statements/{id}/asks', tags, summary: 'What we asked its senders, and what they answered',
      description: 'To ask is a decision (POST .../decisions): `{"version", "decision": "ask", "post": id, "ready": "source" | "where" | "when" | "more" | "quote" | "refer", "text", "hours"}`; `text` goes instead of the ready one. It can be taken back for ten seconds, and leaves after.',
      request: { params: z.object({ slug: z.string(), id: z.string() }) },
      responses: { 200: { description: 'The first first', ...json(z.object({ asks: z.array(ask) })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const { id } = c.req.valid('param')
      if (!isUuid(id)) throw noStatement()
      return c.json({ asks: await asksOf(house.db, campaign.id, id) } as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/statements/{id}/posts/{post}/contact', tags, summary: 'The address that came with a post',
      description: 'For whoever holds the statement, whoever asked about it, and coordinators. Each look is written into the audit log with its reason: one of answer, verify, danger, help, or words of your own.',
      request: { params: z.object({ slug: z.string(), id: z.string(), post: z.string() }), query: z.object({ reason: z.string().max(200).optional().openapi({ description: 'Needed.' }) }) },
      responses: { 200: { description: 'What came with it; empty when nothing did', ...json(z.object({ contact: z.object({ email: z.string().optional(), phone: z.string().optional(), handle: z.string().optional() }) })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      const { id, post } = c.req.valid('param')
      if (!isUuid(id) || !isUuid(post)) throw noStatement()
      const { reason } = c.req.valid('query')
      return c.json({ contact: await lookAtContact(house, campaign, actor, id, post, { chosen: reason, typed: reason && !lookReasons.some((one) => one === reason) ? reason : '' }) }, 200)
    },
  )
}
