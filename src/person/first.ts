import { refuse, type House, type Reader } from '#core/index.ts'
import { addAccount, emailOf } from './account.ts'
import { addOrganisation, organisations } from './organisation.ts'
import { hashPassword } from './password.ts'
import { giveRole } from './role.ts'
import { addLink, lookAtLink, useLink } from './secret-link.ts'

const hours = 24

/** The one-time link that makes the first account; undefined when there is somebody already. A new one ends the one before. */
export async function firstLink(house: House): Promise<string | undefined> {
  return house.db.transact(async (t) => {
    if (await anybody(t)) return undefined
    const at = house.clock.now()
    const expiresAt = new Date(at.getTime() + hours * 3_600_000)
    await t.run(`update link set uses_left = 0 where kind = 'first'`)
    const { secret } = await addLink(t, at, {
      kind: 'first', organisationId: null, campaignId: null, personId: null, role: 'owner', email: null, usesLeft: 1, createdBy: null, expiresAt,
    })
    return `${house.origin}/first/${secret}`
  })
}

/** What the screen asks before it shows the form. `organisation`: there is one already, made on the command line. */
export async function lookAtFirst(house: House, secret: string): Promise<{ organisation: string | undefined; expiresAt: Date }> {
  const link = await lookAtLink(house.db, secret, house.clock.now())
  if (link.kind !== 'first' || (await anybody(house.db))) throw late()
  return { organisation: (await organisations(house.db))[0]?.name, expiresAt: link.expiresAt }
}

export interface FirstAccount {
  name: string
  email: string
  password: string
  /** Name of the organisation; not needed where one was made on the command line. */
  organisation?: string | undefined
  languages?: string[]
}

/** Makes the first account: owner of every organisation there is, and of a new one when there is none. */
export async function acceptFirst(house: House, secret: string, given: FirstAccount): Promise<{ personId: string; email: string }> {
  emailOf(given.email)
  await lookAtFirst(house, secret)
  const passwordHash = await hashPassword(given.password)
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const link = await useLink(t, secret, at)
    if (link.kind !== 'first' || (await anybody(t))) throw late()
    const there = await organisations(t)
    if (there.length === 0) there.push(await addOrganisation(t, given.organisation ?? '', at))
    const personId = await addAccount(t, { ...given, ready: true, passwordHash }, at)
    for (const organisation of there) await giveRole(t, personId, { organisationId: organisation.id, campaignId: null }, 'owner', at)
    return { personId, email: emailOf(given.email) }
  })
}

async function anybody(reader: Reader): Promise<boolean> {
  return (await reader.row('select 1 from person limit 1')) !== undefined
}

function late() {
  return refuse('link-used', 410, 'The first account is there already.', { mend: 'Sign in, or ask its owner for an invitation.' })
}
