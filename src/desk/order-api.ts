import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { mostPatience, queueOrderOf, reorderProgress, setQueueOrder, signals, wordSignals, signalWordsOf } from '#statement/index.ts'

const minutes = z.number().int().min(0).max(mostPatience)
const weights = z.object(Object.fromEntries((['patience', 'doubling', 'copies', ...signals] as const).map((name) => [name, minutes])) as Record<'patience' | 'doubling' | 'copies' | (typeof signals)[number], typeof minutes>)
const list = z.record(z.string().regex(/^[a-z]{2,3}$/), z.array(z.string().max(100)).max(300))
const words = z.object(Object.fromEntries(wordSignals.map((name) => [name, list])) as Record<(typeof wordSignals)[number], typeof list>)
const orderSchema = z
  .object({
    weights: weights.openapi({ description: 'In minutes. A statement is due `patience` after it arrived, less `doubling` for each doubling of its posts (at most `copies`), less what its signals give; all together at most `patience`.' }),
    words: words.openapi({ description: 'Words that raise a signal, by signal and language; one that ends in * also stands for longer ones.' }),
    progress: z.number().optional().openapi({ description: 'While a big queue is being put into a new order: from 0 to 1.' }),
  })
  .openapi('QueueOrder')

/** The order of the queue: one formula, for everybody to see and for coordinators to tune. */
export function orderApi(api: Api): void {
  const path = '/api/campaigns/{slug}/queue-order'
  api.openapi(
    createRoute({
      method: 'get', path, tags: ['desk'], summary: 'The formula by which the queue is ordered', request: { params: slugParam },
      responses: { 200: answer(orderSchema, 'Weights and words.'), ...problems() },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const [order, progress] = await Promise.all([queueOrderOf(house.db, campaign.id), reorderProgress(house, campaign.id)])
      return c.json({ weights: order.weights, words: signalWordsOf(order.words), ...(progress === undefined ? {} : { progress }) }, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'put', path, tags: ['desk'], summary: 'Changes weights or words; the queue is put into the new order',
      request: { params: slugParam, ...body(z.object({ weights: weights.partial().optional(), words: words.partial().optional() }).strict()) },
      responses: { 204: { description: 'Set' }, ...problems(422) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'campaign.manage')
      await setQueueOrder(house, campaign.id, c.req.valid('json'))
      return c.body(null, 204)
    },
  )
}
