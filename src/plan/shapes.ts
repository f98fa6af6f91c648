import { z } from '@hono/zod-openapi'
import { slugParam } from '#person/index.ts'
import { idOf } from './text.ts'

/** What the routes of the plan have in common. */
export const at = '/api/campaigns/{slug}'
export const tags = ['plan']
export const oneParam = slugParam.extend({ id: z.string() })
export const version = z.number().int().min(0)
export const text = (most: number) => z.string().max(most)
export const moment = z.iso.datetime({ offset: true })
export const maybe = <T extends z.ZodType>(shape: T) => shape.nullable().optional()
export const who = z.object({ id: z.string(), name: z.string() })
/** 2027-03-07T10:00, as a clock on the wall shows it. */
export const wall = z.string().max(16).openapi({ example: '2027-03-07T10:00' })

export const dateIn = (given: string | null | undefined): Date | null | undefined => (given == null ? given : new Date(given))
export const idIn = (params: { id: string }, what: string) => idOf(params.id, what)
