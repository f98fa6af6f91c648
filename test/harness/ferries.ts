import type { Browser, Page } from 'playwright-core'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import type { Role } from '#core/index.ts'
import { addUser } from '#person/index.ts'
import { postAll } from '#talk/index.ts'
import { openBrowser, openPage, serveTestHouse, type ServedHouse, type Visit } from './browser.ts'
import { password } from './office.ts'

/** A served house with the campaign of the ferries, its people (Olga owns, Conrad coordinates, Vera volunteers) and a browser for them. */
export interface Ferries extends ServedHouse {
  browser: Browser
  campaign: Campaign
  person(name: string, role: Role): Promise<void>
  idOf(name: string): Promise<string>
  /** A page of somebody, opened at a path; of nobody without a name. */
  as(name: string | undefined, path: string, visit?: Visit): Promise<Page>
  /** Closes every page that was opened: after each test. */
  leave(): Promise<void>
  /** A letter to them has come back; two others are of those of which nobody knows whether they left. */
  lettersOf(name: string): Promise<void>
}

export async function openFerries(settings: Record<string, unknown> = {}): Promise<Ferries> {
  const [served, browser] = await Promise.all([serveTestHouse(settings), openBrowser()])
  const { house } = served
  const campaign = await addCampaign(house, {
    slug: 'ferries', name: 'Ferries', organisation: 'Harbour Watch', languages: ['en', 'ar'], question: 'When does the ferry sail again?',
    words: { ar: { name: 'العبّارات', question: 'متى تبحر العبّارة من جديد؟' } }, areas: 'starting',
  })
  const open: Page[] = []
  const emailOf = (name: string) => `${name}@example.org`
  const person: Ferries['person'] = async (name, role) => {
    await addUser(house, { email: emailOf(name), name: name[0]!.toUpperCase() + name.slice(1), role, campaign: 'ferries', password })
  }
  for (const [name, role] of [['olga', 'owner'], ['conrad', 'coordinator'], ['vera', 'volunteer']] as const) await person(name, role)
  return {
    ...served, browser, campaign, person,
    idOf: async (name) => (await house.db.row<{ id: string }>('select id from person where email = $1', [emailOf(name)]))!.id,
    async as(name, path, visit = {}) {
      const page = await openPage(browser, served, { ...visit, ...(name ? { person: { email: emailOf(name), password } } : {}) })
      open.push(page)
      await page.goto(path)
      return page
    },
    leave: async () => void (await Promise.all(open.splice(0).map((page) => page.context().close()))),
    async lettersOf(name) {
      const now = house.clock.now()
      const later = new Date(now.getTime() + 86_400_000)
      const letter = { campaignId: campaign.id, channel: 'email' as const, purpose: 'receipt', to: { address: emailOf(name) }, text: 'A letter', dueAt: later }
      const [back, ...others] = await house.db.transact((t) => postAll(house, t, [letter, letter, letter]))
      await house.db.rows(`update outgoing set state = 'sent', returned = 'hard', returned_at = $3 where campaign_id = $1 and id = $2`, [campaign.id, back, now])
      await house.db.rows(`update outgoing set state = 'unconfirmed' where campaign_id = $1 and id = any($2::uuid[])`, [campaign.id, others])
      await house.db.rows(
        `insert into bounce (campaign_id, address_index, kind, outgoing_id, at) select campaign_id, address_index, 'hard', id, $3 from outgoing where campaign_id = $1 and id = $2 on conflict do nothing`, [campaign.id, back, now])
    },
    async close() {
      await browser.close()
      await served.close()
    },
  }
}
