import type { Campaign } from '#campaign/index.ts'
import type { House, Reader } from '#core/index.ts'
import { bylines } from '#post/index.ts'
import type { Chat } from './chat.ts'
import { guestsOf } from './guest.ts'
import { questionsOf } from './question.ts'
import { saidIn, type Said } from './said.ts'
import { scheduleOf } from './schedule.ts'

/** Of the panel or the moderators, as everybody may see them. */
export interface ShownGuest {
  name: string
  office: string
  part: 'moderator' | 'panel'
  handles: { network: string; handle: string }[]
}

export interface ShownAnswer {
  text: string
  language: string | null
  /** The panel and moderators by name, others by the name or handle under which they agreed to be shown; null: nobody is named. */
  by: { name: string; guest: boolean } | null
  channels: string[]
  posts: number
  saidAt: Date
  /** Put there by a rule, and no person has said that it is right. */
  byRule: boolean
  graphic: boolean
}

export interface ShownChatQuestion {
  number: number
  text: string
  /** Asked then; of one that is still to come, nothing is shown before. */
  askedAt: Date
  now: boolean
  answers: ShownAnswer[]
  /** Answers whose words nobody may show. */
  hidden: number
  /** Answers whose authors have deleted them where they were public. */
  gone: number
}

/** Everything that a chat's public page and file are made of; nothing in it may not be seen by everybody. */
export interface PublicChat {
  chat: Pick<Chat, 'id' | 'title' | 'lead' | 'language' | 'hashtags' | 'zone' | 'startsAt'> & { state: Exclude<Chat['state'], 'planned'> }
  endsAt: Date
  guests: ShownGuest[]
  questions: ShownChatQuestion[]
  people: number
  answers: number
  madeAt: Date
}

/** A chat as everybody may see it; undefined until it is announced. Words stand in it once it is published, and the panel's while it runs. */
export async function publicChat(house: House, campaign: Campaign, chat: Chat): Promise<PublicChat | undefined> {
  if (chat.state === 'planned') return undefined
  const { db } = house
  const [questions, guests, said] = await Promise.all([questionsOf(db, campaign.id, chat.id), guestsOf(db, campaign.id, chat.id), saidIn(db, campaign, chat.id)])
  const published = chat.state === 'published'
  const counted = said.filter((one) => !one.aside && one.questionId !== null)
  const shownGuests = guests.map(({ name, office, part, handles }) => ({ name, office, part, handles }))
  const by = await namesOf(house, db, campaign, counted, new Map(guests.map((one) => [one.id, one.name])))
  const shown = questions.filter((one) => one.number !== null).map((question): ShownChatQuestion => {
    const own = counted.filter((one) => one.questionId === question.id && !one.takenOut)
    // Before a person has published them only those are shown who were asked onto the panel.
    const words = own.filter((one) => one.quotable && (published || one.guestId !== null))
    return {
      number: question.number!, text: question.text, askedAt: question.askedAt!, now: question.state === 'asked',
      answers: words.map((one) => ({
        text: one.text, language: one.language, by: by.get(one.postId) ?? null, channels: one.channels, posts: one.posts, saidAt: one.postedAt, byRule: one.placed === 'likeness' || one.placed === 'time', graphic: one.graphic,
      })),
      hidden: own.filter((one) => !one.quotable && !one.gone).length, gone: own.filter((one) => one.gone).length,
    }
  })
  const { id, title, lead, language, hashtags, zone, startsAt, state } = chat
  return {
    chat: { id, title, lead, language, hashtags, zone, startsAt, state: state as PublicChat['chat']['state'] }, endsAt: scheduleOf(startsAt, questions, house.clock.now()).endsAt,
    guests: shownGuests, questions: shown, answers: counted.length, people: new Set(counted.map((one) => one.authorId ?? one.postId)).size, madeAt: house.clock.now(),
  }
}

async function namesOf(house: House, reader: Reader, campaign: Campaign, said: Said[], guests: Map<string, string>): Promise<Map<string, NonNullable<ShownAnswer['by']>>> {
  const agreed = await bylines(house, reader, campaign.id, said.filter((one) => one.guestId === null && one.quotable).map((one) => one.postId))
  return new Map(said.flatMap((one) => {
    const guest = one.guestId === null ? undefined : guests.get(one.guestId)
    const byline = agreed.get(one.postId)
    const name = guest ?? byline?.handle ?? byline?.name
    return name ? [[one.postId, { name, guest: guest !== undefined }] as const] : []
  }))
}
