import { noteTakenBack, notify, type House, type Restored, type Transactor } from '#core/index.ts'
import { touchPublic, type Consent } from '#campaign/index.ts'

/**
 * The author's own word on what may be done with their posts, from now on and everywhere: public pages are drawn anew, dossiers
 * made from now on follow it. What was withdrawn stays withdrawn.
 */
export async function changeConsent(house: House, campaignId: string, postIds: string[], consent: Consent): Promise<void> {
  await noteTakenBack(house, { campaignId, kind: 'consent', ids: postIds, says: { ...consent } })
  await house.db.transact(async (t) => {
    await setConsent(t, campaignId, postIds, consent)
    await touchPublic(t, campaignId)
    await notify(t, campaignId, { kind: 'consent', posts: postIds.length })
  })
}

async function setConsent(t: Transactor, campaignId: string, postIds: string[], consent: Consent): Promise<void> {
  await t.run(
    `update post set quote = $3, name = $4, pass_on = $5, write = $6 where campaign_id = $1 and id = any($2::uuid[]) and withdrawn_at is null`,
    [campaignId, postIds, consent.quote, consent.name, consent.passOn, consent.write],
  )
}

/** Step `restored`: what authors have said since the backup, each time as they said it last. */
export async function consentAgain(t: Transactor, { campaignId, journal }: Restored): Promise<void> {
  const words = new Map<string, { says: Consent; ids: string[] }>()
  const last = new Map(journal.filter((entry) => entry.kind === 'consent').flatMap(({ ids, says }) => ids.map((id) => [id, says as Record<string, boolean>] as const)))
  for (const [id, { quote, name, passOn, write }] of last) {
    const says: Consent = { quote: quote === true, name: name === true, passOn: passOn === true, write: write === true }
    const key = JSON.stringify(says)
    words.set(key, { says, ids: [...(words.get(key)?.ids ?? []), id] })
  }
  for (const { says, ids } of words.values()) await setConsent(t, campaignId, ids, says)
}
