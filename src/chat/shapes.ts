import { z } from '@hono/zod-openapi'
import { chatLimits, chatStates } from './chat.ts'
import { guestParts } from './guest.ts'
import { questionStates } from './question.ts'

const moment = z.string()

export const chatShape = z.object({
  id: z.string(), title: z.string(), lead: z.string(), language: z.string(), hashtags: z.array(z.string()), zone: z.string(), startsAt: moment, state: z.enum(chatStates), gathersUntil: moment.nullable(), tacticId: z.string().nullable().openapi({ description: 'The tactic of the plan that it carries out.' }), thread: z.boolean().openapi({ description: 'Each question is posted in answer to the one before.' }), version: z.number().int(),
}).openapi('Chat')

export const chatWish = z.object({
  title: z.string().max(chatLimits.title * 2), lead: z.string().max(chatLimits.lead * 2).optional(), language: z.string().max(20).optional(), hashtags: z.array(z.string().max(100)).max(20), zone: z.string().max(64), startsAt: z.iso.datetime(), tacticId: z.uuid().nullable().optional(), thread: z.boolean().optional().openapi({ description: 'Yes, unless said otherwise.' }),
})

export const questionShape = z.object({
  id: z.string(), text: z.string(), minutes: z.number().int(), state: z.enum(questionStates), place: z.number().int(), number: z.number().int().nullable(), askedAt: moment.nullable(), closedAt: moment.nullable(), version: z.number().int(),
}).openapi('ChatQuestion')

export const guestShape = z.object({
  id: z.string(), part: z.enum(guestParts), name: z.string(), office: z.string(), personId: z.string().nullable(), handles: z.array(z.object({ network: z.string(), handle: z.string() })), version: z.number().int(),
}).openapi('ChatGuest')

export const guestWish = z.object({
  part: z.enum(guestParts), name: z.string().max(300), office: z.string().max(300).optional(), personId: z.string().max(100).nullable().optional(),
  handles: z.array(z.object({ network: z.string().max(20), handle: z.string().max(200) })).max(10).optional(),
})

const answerShape = z.object({
  postId: z.string(), questionId: z.string().nullable(), placed: z.enum(['tag', 'reply', 'likeness', 'time', 'person']).nullable(), likelyId: z.string().nullable(), guestId: z.string().nullable(), guest: z.object({ name: z.string(), part: z.enum(guestParts) }).nullable(),
  quotable: z.boolean(), gone: z.boolean(), aside: z.boolean(), graphic: z.boolean(), takenOut: z.boolean(), text: z.string(), language: z.string().nullable(), channels: z.array(z.string()), author: z.string().nullable(), postedAt: moment, posts: z.number().int(),
}).openapi('ChatAnswer')

const boardQuestion = questionShape.extend({ at: moment, until: moment, label: z.number().int(), answers: z.array(answerShape), count: z.number().int(), unlooked: z.number().int(), links: z.array(z.string()) })

export const boardShape = z.object({
  chat: chatShape, questions: z.array(boardQuestion), now: boardQuestion.nullable(), next: boardQuestion.nullable(), parked: z.array(answerShape), parkedCount: z.number().int(), takenOut: z.array(answerShape), guests: z.array(guestShape),
  endsAt: moment, lateMinutes: z.number().int(), people: z.number().int(), answers: z.number().int(),
}).openapi('ChatBoard')
