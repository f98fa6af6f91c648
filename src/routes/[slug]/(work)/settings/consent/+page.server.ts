import { consentChangesOf, consentNames, consentTable, defaultConsent, setConsent, type Consent } from '#campaign/index.ts'
import { may, readAudit } from '#person/index.ts'
import { previewConsent } from '#privacy/index.ts'
import { settleFirst } from '#welcome/index.ts'
import { act, type Held } from '../../act.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.manage')
  const [loosened, changed] = await Promise.all((['consent.loosened', 'consent.changed'] as const).map((kind) => readAudit(house.db, campaign.id, { kind, limit: 10 })))
  const table = consentTable(campaign.consent)
  return {
    rows: Object.keys(defaultConsent).map((channel) => ({ channel, row: table[channel]!, usual: defaultConsent[channel]! })),
    mayLoosen: may(actor, campaign, 'consent.loosen'),
    changes: [...loosened!, ...changed!].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, 10).map(({ id, at, person, reason, detail }) => ({ id, at, name: person?.name ?? null, reason, detail })),
  }
}

export const actions: Actions = {
  preview: (event) =>
    act(event, 'campaign.manage', async (held) => {
      const next = ticked(held)
      return { table: next, preview: await previewConsent(held.house, held.campaign, consentChangesOf(next)) }
    }),
  keep: (event) =>
    act(event, 'campaign.manage', async (held) => {
      const { house, actor, campaign, word } = held
      await house.db.transact((t) => setConsent(house, t, actor, campaign, consentChangesOf(ticked(held)), house.clock.now(), word('reason')))
      // Kept as it is, it has been looked at too.
      await settleFirst(house, actor, campaign, 'consent')
    }),
}

/** The table as the form has it. */
function ticked({ form }: Held): Record<string, Consent> {
  const may = new Set(form.getAll('may').map(String))
  return Object.fromEntries(
    Object.keys(defaultConsent).map((channel) => [channel, Object.fromEntries(consentNames.map((name) => [name, may.has(`${channel}.${name}`)])) as unknown as Consent]),
  )
}
