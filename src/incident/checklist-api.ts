import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api, type Refusal } from '#core/index.ts'
import { allow, answer, body, problems, slugParam, type Ability } from '#person/index.ts'
import { checklistOf, findOut, override } from './checklist.ts'
import { attach, detach, evidenceKinds } from './evidence.ts'
import { points, standings, verifications } from './rule.ts'
import type { Subject } from './subject.ts'

const evidence = z.object({
  id: z.string(), point: z.enum(points), kind: z.enum(evidenceKinds), text: z.string(), statementId: z.string().nullable(), postId: z.string().nullable(),
  sha256: z.string().openapi({ description: 'Of what is kept, hex.' }), cameSha256: z.string().nullable().openapi({ description: 'Of the photo as it came, before it was made anew.' }), by: z.string(), at: z.iso.datetime(),
})
export const checklistShape = z
  .object({
    version: z.number().int().openapi({ description: '0: nobody has worked on it.' }), verification: z.enum(verifications),
    derived: z.enum(verifications).openapi({ description: 'What the rule makes of it, whatever a person said.' }),
    independent: z.number().int().openapi({ description: 'First-hand statements by different authors.' }),
    override: z.object({ verification: z.enum(verifications), reason: z.string(), by: z.string().nullable(), at: z.iso.datetime().nullable() }).nullable(),
    points: z.array(z.object({ point: z.enum(points), standing: z.enum(standings), taken: z.boolean(), sentence: z.string().nullable(), by: z.string().nullable(), at: z.iso.datetime().nullable(), evidence: z.array(evidence) })),
  })
  .openapi('Checklist')

/** What is known about whether a statement or an incident is true. */
export function checklistApi(api: Api): void {
  for (const kind of ['statement', 'incident'] as const) checklistOn(api, kind)
}

function checklistOn(api: Api, kind: Subject['kind']): void {
  const tags = [`${kind}s`]
  const base = `/api/campaigns/{slug}/${kind}s/{id}` as const
  const work: Ability = kind === 'statement' ? 'statement.work' : 'incident.edit'
  const idParam = slugParam.extend({ id: z.string() })
  const gone = () => refuse('not-found', 404, `There is no such ${kind}.`)
  const subjectOf = (id: string): Subject => ({ kind, id: idOf(id, gone) })
  const shown = answer(checklistShape, 'The checklist')

  api.openapi(
    createRoute({ method: 'get', path: `${base}/checklist`, tags, summary: `What is known about whether this ${kind} is true`, request: { params: idParam }, responses: { 200: shown, ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const subject = subjectOf(c.req.valid('param').id)
      if (!(await house.db.row(`select 1 from ${kind} where campaign_id = $1 and id = $2`, [campaign.id, subject.id]))) throw gone()
      return c.json((await checklistOf(house.db, campaign.id, subject)) as any, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'put', path: `${base}/findings/{point}`, tags, summary: 'What was found about one point, in a sentence',
      request: { params: idParam.extend({ point: z.enum(points) }), ...body(z.object({ version: z.number().int().min(0), standing: z.enum(standings), sentence: z.string().max(1_000).default('') })) },
      responses: { 200: shown, ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, work)
      const { id, point } = c.req.valid('param')
      return c.json((await findOut(house, campaign.id, actor, subjectOf(id), { point, ...c.req.valid('json') })) as any, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'post', path: `${base}/evidence`, tags, summary: 'Attach a link, a note, a photo or another statement to a point',
      request: { params: idParam, ...body(z.object({
        version: z.number().int().min(0), point: z.enum(points), kind: z.enum(evidenceKinds), text: z.string().max(2_000).optional(),
        statement: z.string().optional().openapi({ description: 'The other statement; for the other kinds the one that it comes from.' }),
        photo: z.string().max(14_000_000).optional().openapi({ description: 'A JPEG, PNG or WebP in base64.' }), post: z.string().optional().openapi({ description: 'The post whose photo it is.' }),
      })) },
      responses: { 201: answer(z.object({ evidence: z.string() }), 'Attached'), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, work)
      const { photo, ...rest } = c.req.valid('json')
      const id = await attach(house, campaign.id, actor, subjectOf(c.req.valid('param').id), { ...rest, ...(photo ? { photo: Buffer.from(photo, 'base64') } : {}) })
      return c.json({ evidence: id }, 201)
    },
  )
  api.openapi(
    createRoute({
      method: 'delete', path: `${base}/evidence/{evidence}`, tags, summary: 'Take evidence away',
      request: { params: idParam.extend({ evidence: z.string() }), query: z.object({ version: z.coerce.number().int().min(0) }) }, responses: { 204: { description: 'Gone' }, ...problems(404, 409) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, work)
      const { id, evidence: piece } = c.req.valid('param')
      await detach(house, campaign.id, actor, subjectOf(id), piece, c.req.valid('query').version)
      return c.body(null, 204)
    },
  )
  api.openapi(
    createRoute({
      method: 'put', path: `${base}/override`, tags, summary: 'Say otherwise than the checklist, with a reason; null takes it back',
      request: { params: idParam, ...body(z.object({ version: z.number().int().min(0), verification: z.enum(verifications).nullable(), reason: z.string().max(1_000).optional() })) },
      responses: { 200: shown, ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'verification.override')
      return c.json((await override(house, campaign, actor, subjectOf(c.req.valid('param').id), c.req.valid('json'))) as any, 200)
    },
  )
}

export function idOf(id: string, gone: () => Refusal): string {
  if (!isUuid(id)) throw gone()
  return id
}
