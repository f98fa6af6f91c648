import { addJob, open, seal, type House, type Transactor } from '#core/index.ts'
import { limit, networkOf } from './limit.ts'
import { rolesOf } from './members.ts'
import { campaignsUnder, type Reached } from './reach.ts'
import { addWayIn } from './way-in.ts'

declare module '#core/slice.ts' {
  interface Steps {
    /** Somebody forgot their password; in the transaction that makes their link. Whoever can send mail does. */
    forgotten(house: House, t: Transactor, forgotten: Forgotten): Promise<void>
  }
}

export interface Forgotten {
  person: { id: string; name: string; email: string }
  url: string
  expiresAt: Date
  /** That of the screen on which it was asked for. */
  language: string
  /** Those that the person has a part in: a mail is sent by one of them. */
  campaigns: Reached[]
}

const hours = 1

/**
 * Sends a link for a new password where an account has this address. Whether one has is found out by a job, later: neither the answer nor
 * how long it takes tells.
 */
export async function askForReset(house: House, given: { email: string; address: string; language: string }): Promise<void> {
  const email = given.email.trim().toLowerCase().slice(0, 254)
  await limit(house, 'forgot address', networkOf(given.address), { max: 5, seconds: 600 })
  await limit(house, 'forgot account', email, { max: 3, seconds: 3_600 })
  // Jobs lie open in the database: the address in one is sealed.
  const sealed = seal(keyOf(house), Buffer.from(JSON.stringify({ email, language: given.language } satisfies Wish))).toString('base64')
  await house.db.transact((t) => addJob(t, 'sendReset', { sealed }))
}

interface Wish {
  email: string
  language: string
}

/** Job: makes the link and has it sent. */
export async function sendReset(house: House, { sealed }: { sealed: string }): Promise<void> {
  const { email, language } = JSON.parse(open(keyOf(house), Buffer.from(sealed, 'base64')).toString('utf8')) as Wish
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const person = await t.row<{ id: string; name: string; email: string }>('select id, name, email from person where email = $1 and frozen_at is null', [email])
    if (!person) return
    const campaigns = await campaignsUnder(t, await rolesOf(t, person.id))
    const { link, url } = await addWayIn(house, t, person.id, 'reset', { by: null, hours, at })
    await house.flow.run('forgotten', house, t, { person, url, expiresAt: link.expiresAt, language, campaigns })
  })
}

function keyOf(house: House): Buffer {
  return house.keys.derive('forgot')
}
