import { csvRow, type Cell } from '#core/csv.ts'
import { makeWorkbook, type TableFormat } from '#core/table/index.ts'
import { refuse, sha256, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { openAllApart } from '#post/index.ts'
import { actionById } from './action.ts'
import type { Signer } from './sign.ts'

export interface Handover {
  id: string
  signatures: number
  /** Of whom names are in it. */
  named: number
  sha256: string
  madeBy: string
  madeAt: Date
}

/**
 * The petition as it is handed over: a table with the names of those who agreed, the others as a number. Opens addresses of nobody: names and places only. Needs a
 * reason, which goes into the audit log with who made it.
 */
export async function makeHandover(house: House, actor: Actor | undefined, campaign: CampaignRef, actionId: string, reason: string, format: TableFormat = 'csv'): Promise<{ handover: Handover; file: Buffer }> {
  allow(actor, campaign, 'action.hand-over')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const action = await actionById(t, campaign.id, actionId)
    if (reason.trim().length < 3) throw refuse('reason-missing', 422, 'Say to whom it is handed over.', { mend: 'The reason stands in the audit log.' })
    if (action.kind !== 'petition') throw refuse('no-petition', 422, 'Only a petition is handed over.')
    const rows = await t.rows<{ id: string; sealed: Buffer; passes: boolean; confirmedAt: Date }>(
      `select id, sealed, passes, confirmed_at as "confirmedAt" from signature where campaign_id = $1 and action_id = $2 and state = 'confirmed' order by confirmed_at, id`, [campaign.id, actionId])
    const opened = await openAllApart(house, t, campaign.id, rows.filter((row) => row.passes))
    const named = rows.flatMap((row) => {
      const bytes = opened.get(row.id)
      return bytes ? [{ ...(JSON.parse(bytes.toString('utf8')) as Signer), at: row.confirmedAt }] : []
    })
    const lines: Cell[][] = [['number', 'name', 'place', 'signed'], ...named.map((one, place) => [String(place + 1), one.name, one.place ?? '', one.at.toISOString().slice(0, 10)])]
    if (rows.length > named.length) lines.push([`${named.length + 1}-${rows.length}`, `(${rows.length - named.length} without their name)`, '', ''])
    const file = format === 'csv' ? Buffer.from(`\ufeff${lines.map(csvRow).join('')}`) : await makeWorkbook(lines[0]!.map(String), lines.slice(1), { title: 'Petition', rightToLeft: false })
    const handover: Handover = { id: uuid7(at), signatures: rows.length, named: named.length, sha256: sha256(file).toString('hex'), madeBy: actor.person.name, madeAt: at }
    await t.run(
      `insert into handover (campaign_id, id, action_id, signatures, named, sha256, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [campaign.id, handover.id, actionId, handover.signatures, handover.named, Buffer.from(handover.sha256, 'hex'), actor.person.id, at],
    )
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'contact.read', subject: actionId, reason: reason.trim(), detail: { handover: handover.id, named: named.length } })
    return { handover, file }
  })
}

export async function handoversOf(reader: Reader, campaignId: string, actionId: string): Promise<Handover[]> {
  return reader.rows(
    `select h.id, signatures, named, encode(sha256, 'hex') as sha256, person.name as "madeBy", made_at as "madeAt"
     from handover h join person on person.id = h.made_by where h.campaign_id = $1 and h.action_id = $2 order by made_at desc`,
    [campaignId, actionId],
  )
}
