import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, problems, slugParam } from '#person/index.ts'
import { at, tags } from '../shapes.ts'
import { boardOf } from './board.ts'

const due = z.object({ kind: z.enum(['task', 'verdict', 'decision', 'partner']), id: z.string(), tacticId: z.string().nullable(), title: z.string(), on: z.string().nullable(), inDays: z.number().int().nullable(), who: z.string().nullable() })
const balance = z.object({
  sides: z.array(z.object({ side: z.string(), tactics: z.number().int() })), uneven: z.boolean(), lanes: z.object({ online: z.number().int(), offline: z.number().int() }),
  oneLane: z.enum(['online', 'offline']).optional(), heavy: z.object({ name: z.string(), leads: z.number().int(), of: z.number().int() }).optional(),
})

export function boardApi(api: Api): void {
  api.openapi(createRoute({
    method: 'get', path: `${at}/board`, tags, summary: 'What is due, what nobody leads, what is out of balance', request: { params: slugParam },
    responses: { 200: answer(z.object({ at: z.string(), goal: z.string(), due: z.array(due), unled: z.array(z.object({ id: z.string(), title: z.string(), startsAt: z.string().nullable() })), balance }), 'The rest of the board stands under its own nouns.'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    const board = await boardOf(house, campaign)
    return c.json({ at: board.at, goal: board.plan.goal, due: board.due, unled: board.unled.map(({ id, title, startsAt }) => ({ id, title, startsAt })), balance: board.balance } as never, 200)
  })
}
