import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { at, tags, text } from '../shapes.ts'
import { templates } from './templates.ts'
import { applyTemplate } from './use.ts'

const said = z.object({ en: z.string(), es: z.string(), fr: z.string(), ar: z.string() })

export function templateApi(api: Api): void {
  api.openapi(createRoute({
    method: 'get', path: `${at}/templates`, tags, summary: 'Plans to start from', request: { params: slugParam },
    responses: { 200: answer(z.object({ templates: z.array(z.object({ key: z.string(), title: said, lead: said, anchor: said, moments: z.number().int(), tactics: z.number().int() })) }), 'In the order of the stories they come from.'), ...problems(404) },
  }), async (c) => {
    const { campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    return c.json({ templates: templates.map(({ key, title, lead, anchor, moments, tactics }) => ({ key, title, lead, anchor, moments: moments.length, tactics: tactics.length })) }, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/template-uses`, tags, summary: 'Make moments, tactics, aims and tasks of one', description: '`day`: the day from which its days count.',
    request: { params: slugParam, ...body(z.object({ template: text(40), day: text(10), language: text(35).optional(), zone: text(64).optional() }).strict()) },
    responses: { 201: answer(z.object({ moments: z.array(z.string()), tactics: z.array(z.string()) }), 'Their ids.'), ...problems(404, 422) },
  }), async (c) => c.json(await applyTemplate(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')), 201))
}
