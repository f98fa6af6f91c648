import { z } from '@hono/zod-openapi'

/** The body of every refusal (RFC 9457). */
const problemSchema = z
  .object({ type: z.string(), title: z.string(), status: z.number().int(), code: z.string(), detail: z.string() })
  .openapi('Problem')

const texts: Record<number, string> = {
  400: 'The request is not well formed.',
  401: 'No sign-in and no token.',
  403: 'Not allowed for this role or token.',
  404: 'No such thing, or no part in it.',
  409: 'It does not fit what is there.',
  410: 'It was there and is gone.',
  413: 'Too large.',
  415: 'Unsupported format.',
  422: 'It cannot be read.',
  429: 'Too often; Retry-After says when.',
}

/** The refusals of a route for its `responses`: `...problems(400, 404)`. 401 and 403 come with them. */
export function problems(...statuses: number[]) {
  const content = { 'application/problem+json': { schema: problemSchema } }
  return Object.fromEntries([401, 403, ...statuses].map((status) => [status, { description: texts[status] ?? 'Refused.', content }]))
}

/** One body of an answer: `200: answer(schema, 'What it is')`. */
export function answer<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** A body of a request. */
export function body<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { 'application/json': { schema } } } }
}

/** The campaign of every route under /api/campaigns/{slug}. */
export const slugParam = z.object({ slug: z.string().openapi({ param: { name: 'slug', in: 'path' }, example: 'water-for-all' }) })
