import type { Campaign } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { chatById, noChat, type Chat } from './chat.ts'
import { guestsOf, type Guest } from './guest.ts'
import { questionsOf, type ChatQuestion } from './question.ts'
import { saidIn, type Said } from './said.ts'
import { scheduleOf } from './schedule.ts'

/** One chat answer on the board. */
export interface BoardAnswer extends Omit<Said, 'authorId'> {
  guest: { name: string; part: Guest['part'] } | null
}

export interface BoardQuestion extends ChatQuestion {
  /** Asked then, or expected then. */
  at: Date
  until: Date
  /** Its number, or the one it will get. */
  label: number
  answers: BoardAnswer[]
  count: number
  /** Placed by a rule, and nobody has looked yet. */
  unlooked: number
  links: string[]
}

/** What the moderators see. */
export interface Board {
  chat: Chat
  /** In their order, those that were asked first. */
  questions: BoardQuestion[]
  now: BoardQuestion | null
  next: BoardQuestion | null
  parked: BoardAnswer[]
  parkedCount: number
  takenOut: BoardAnswer[]
  guests: Guest[]
  endsAt: Date
  lateMinutes: number
  people: number
  answers: number
}

/** The newest first, and no more than a person can look at; the others are counted. */
const mostShown = 60

export async function boardOf(house: Pick<House, 'db' | 'clock'>, campaign: Campaign, chatId: string): Promise<Board> {
  const { db } = house
  const chat = await chatById(db, campaign.id, chatId)
  if (!chat) throw noChat()
  const [questions, guests, said, links] = await Promise.all([
    questionsOf(db, campaign.id, chatId), guestsOf(db, campaign.id, chatId), saidIn(db, campaign, chatId),
    db.rows<{ question: string; link: string }>(`select question_id as question, link from chat_question_post where campaign_id = $1 and chat_id = $2 and link is not null order by at`, [campaign.id, chatId]),
  ])
  const names = new Map(guests.map(({ id, name, part }) => [id, { name, part }]))
  const shown = ({ authorId: _, ...one }: Said): BoardAnswer => ({ ...one, guest: (one.guestId && names.get(one.guestId)) || null })
  const newest = said.toReversed()
  const there = newest.filter((one) => !one.takenOut)
  const schedule = scheduleOf(chat.startsAt, questions, house.clock.now())
  const byId = new Map(questions.map((one) => [one.id, one]))
  const rows = schedule.slots.map((slot): BoardQuestion => {
    const own = there.filter((one) => one.questionId === slot.id)
    return {
      ...byId.get(slot.id)!, at: slot.at, until: slot.until, label: slot.number, answers: own.slice(0, mostShown).map(shown), count: own.length,
      unlooked: own.filter((one) => one.placed === 'likeness' || one.placed === 'time').length, links: links.filter((one) => one.question === slot.id).map((one) => one.link),
    }
  })
  const parked = there.filter((one) => one.questionId === null)
  return {
    chat, questions: rows, now: rows.find((one) => one.state === 'asked') ?? null, next: rows.find((one) => one.state === 'upcoming') ?? null,
    parked: parked.slice(0, mostShown).map(shown), parkedCount: parked.length, takenOut: newest.filter((one) => one.takenOut).slice(0, mostShown).map(shown), guests,
    endsAt: schedule.endsAt, lateMinutes: schedule.lateMinutes, answers: there.length, people: new Set(there.map((one) => one.authorId ?? one.postId)).size,
  }
}
