import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, problems, slugParam } from '#person/index.ts'
import { askForBackup } from './run.ts'
import { backupState } from './state.ts'

const tags = ['backups']
const state = z.object({
  level: z.enum(['good', 'late', 'old', 'never']).openapi({ description: 'Late after 26 hours, old after three days.' }),
  lastAt: z.string().nullable().openapi({ description: 'The moment that the last one shows.' }),
  bytes: z.number().nullable(), failed: z.string().nullable().openapi({ description: 'Code of why a later try failed.' }), running: z.boolean(),
  ready: z.boolean().openapi({ description: 'Somebody has said to which key.' }),
}).openapi('Backups')

export function api(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: '/api/campaigns/{slug}/backups', tags, summary: 'How old the last backup of the house is', request: { params: slugParam }, responses: { 200: answer(state, 'As of now'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'room.read')
    const { level, last, failed, running, ready } = await backupState(house)
    return c.json({ level, lastAt: last?.begunAt.toISOString() ?? null, bytes: last?.bytes ?? null, failed: failed?.code ?? null, running, ready }, 200)
  })
  api.openapi(createRoute({ method: 'post', path: '/api/campaigns/{slug}/backups', tags, summary: 'Make one now', description: 'The files stay on the server.', request: { params: slugParam }, responses: { 202: { description: 'It is being made' }, ...problems(404, 409) } }), async (c) => {
    const { house, campaign, actor } = c.var
    await askForBackup(house, actor, campaign)
    return c.body(null, 202)
  })
}
