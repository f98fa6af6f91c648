import { noteTakenBack, type House, type Role, type Transactor } from '#core/index.ts'
import { spentLinks } from './secret-link.ts'

/*
 * What is taken from people is noted beside the database too (core/journal.ts), in the transaction that does it and before its commit. A
 * restored backup takes it again before anybody is answered. Things are taken by the journal and never given: it lies in the clear beside
 * the backups, and whoever can write there must not let themselves in.
 */

/** What of somebody's ways in is worth nothing any more. */
export interface VoidWays {
  password?: true
  factor?: true
  passkeys?: true
}

export async function noteFrozen(house: House, personId: string, frozen: boolean): Promise<void> {
  await noteTakenBack(house, { campaignId: null, kind: 'account', ids: [personId], says: { frozen } })
}

/** These roles are this one from now on; undefined: they are no more. */
export async function noteRoles(house: House, ids: string[], role?: Role): Promise<void> {
  await noteTakenBack(house, { campaignId: null, kind: 'role', ids, says: { [role ?? 'none']: true } })
}

/**
 * Who is out came in by a link, which is used up. In a backup that was made before they came it can be used still, and they would be back with
 * a new account.
 */
export async function noteSpentLinks(house: House, t: Transactor, personIds: string[], campaignId?: string): Promise<void> {
  await noteInvitations(house, await spentLinks(t, personIds, campaignId))
}

export async function noteInvitations(house: House, ids: string[]): Promise<void> {
  await noteTakenBack(house, { campaignId: null, kind: 'invitation', ids })
}

export async function noteUnready(house: House, personId: string): Promise<void> {
  await noteTakenBack(house, { campaignId: null, kind: 'unready', ids: [personId] })
}

export async function notePartnerLeft(house: House, campaignId: string, organisationId: string): Promise<void> {
  await noteTakenBack(house, { campaignId, kind: 'partner-left', ids: [organisationId] })
}

export async function noteToken(house: House, id: string): Promise<void> {
  await noteTakenBack(house, { campaignId: null, kind: 'token', ids: [id] })
}

export async function noteWaysIn(house: House, personId: string, ways: VoidWays): Promise<void> {
  await noteTakenBack(house, { campaignId: null, kind: 'ways-in', ids: [personId], says: { ...ways } })
}

export async function notePasskey(house: House, id: string): Promise<void> {
  await noteTakenBack(house, { campaignId: null, kind: 'passkey', ids: [id] })
}

/** `campaignId` null: in all campaigns of the organisation. */
export async function noteDemand(house: House, at: { organisationId: string; campaignId: string | null }, on: boolean): Promise<void> {
  await noteTakenBack(house, { campaignId: at.campaignId, kind: 'factor-demand', ids: [at.organisationId], says: { on } })
}
