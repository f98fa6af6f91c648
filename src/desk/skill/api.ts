import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { leftForOthers } from './left.ts'
import { levels, setSkill, skillOf, skillsOf } from './skill.ts'

const tags = ['desk']
const languages = z.array(z.string().max(35)).max(30).openapi({ description: 'Languages that they read; empty: every one.' })
const skill = z
  .object({
    languages,
    areas: z.array(z.string().max(100)).max(100).openapi({ description: 'Keys of issue areas, chosen or suggested; empty: every one.' }),
    level: z.enum(levels).openapi({ description: '`new`: nothing urgent and nothing about people who need protection; `trained`, `trusted`: everything.' }),
    around: z.object({ name: z.string().max(300), lat: z.number(), lon: z.number(), km: z.number() }).nullable().openapi({ description: 'Only what is said to be within so many kilometres, or nowhere.' }),
  })
  .openapi('Skill')
const left = z.object({ waiting: z.number().int(), groups: z.number().int(), by: z.record(z.string(), z.number()), languages: z.array(z.object({ language: z.string(), count: z.number().int() })) })

/** What people can do at the desk: "take next" gives what fits. */
export function skillApi(api: Api): void {
  const path = '/api/campaigns/{slug}/skills'
  api.openapi(
    createRoute({
      method: 'get', path: `${path}/me`, tags, summary: 'What you can do, and what waits that does not fit you', request: { params: slugParam },
      responses: { 200: answer(skill.extend({ left }), 'Empty lists mean everything.'), ...problems() },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      const [own, others] = await Promise.all([skillOf(house.db, campaign.id, actor.person.id), leftForOthers(house.db, campaign, actor, {})])
      return c.json({ ...own, left: others } as any, 200)
    },
  )
  api.openapi(
    createRoute({ method: 'put', path: `${path}/me`, tags, summary: 'The languages that you read', request: { params: slugParam, ...body(z.object({ languages }).strict()) }, responses: { 200: answer(skill, 'As it is now.'), ...problems(422) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      return c.json(await setSkill(house, actor, campaign, actor.person.id, c.req.valid('json')), 200)
    },
  )
  api.openapi(
    createRoute({ method: 'get', path, tags, summary: 'What everybody can do, as far as it is set', request: { params: slugParam }, responses: { 200: answer(z.object({ skills: z.record(z.string(), skill) }), 'By id of the person.'), ...problems() } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'person.manage')
      return c.json({ skills: Object.fromEntries(await skillsOf(house.db, campaign.id)) }, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'put', path: `${path}/{person}`, tags, summary: 'Say what somebody can do; what is left out stays',
      request: { params: slugParam.extend({ person: z.string() }), ...body(skill.partial().strict()) }, responses: { 200: answer(skill, 'As it is now.'), ...problems(404, 422) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'person.manage')
      return c.json(await setSkill(house, actor, campaign, c.req.valid('param').person, c.req.valid('json')), 200)
    },
  )
}
