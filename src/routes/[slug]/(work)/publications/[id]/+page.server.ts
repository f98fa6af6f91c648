import { error, redirect } from '@sveltejs/kit'
import { lastOn } from '#chat/index.ts'
import { isUuid } from '#core/index.ts'
import { may } from '#person/index.ts'
import { embargoOf } from '#plan/index.ts'
import {
  addPicture, approvePublication, changePublication, describePicture, dropPicture, dropPublication, faultsOf, findPart, giveToHand, handOver, lengthOf, publicationById, refusePublication, sendPartAgain, submitPublication,
  takeBackHand, takeBackPublication, threadOf, warningsOf,
} from '#publication/index.ts'
import { holdsNow } from '#talk/index.ts'
import { languages } from '#ui/languages.ts'
import { networkRules, shareLink } from '#variant/index.ts'
import { entered } from '../../entered.ts'
import { planAct, type PlanForm } from '../../plan-act.ts'
import { reasonIn } from '../../reason.ts'
import { zones } from '../../zones.ts'
import { waysOf, wishIn } from '../ways.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'publication.read')
  const now = house.clock.now()
  const publication = (isUuid(params.id) && (await publicationById(house.db, campaign.id, params.id, now))) || error(404)
  const [warnings, ways, embargoes, held, thread] = await Promise.all([warningsOf(house.db, campaign.id, publication, now), waysOf(house, campaign.id), embargoOf(house.db, campaign), holdsNow(house.db, campaign.id, now), threadOf(house.db, campaign.id, publication.id)])
  const due = publication.state === 'scheduled' && publication.dueAt !== null && publication.dueAt <= now
  return {
    now, publication, due, held, faults: faultsOf(publication), warnings, ways, zones, embargoes, speaks: [...new Set([...campaign.languages, publication.language, ...languages])],
    parts: publication.parts.map((part) => {
      const { name, shares } = networkRules[part.network]
      const byHand = part.progress === 'by-hand' && due
      const answers = byHand && thread ? lastOn(part.network, thread.links) : undefined
      const share = byHand ? shareLink(part.network, { text: part.text, link: /https?:\/\/\S+/.exec(shares === 'link' ? part.text : '')?.[0], ...(answers ? { inReplyTo: answers.externalId } : {}) }) : undefined
      return { ...part, reason: reasonIn(locals.t, part.reason), name, length: lengthOf(part), shares, share: share ?? null, /** X opens the answer by itself. */ answers: part.network === 'x' ? null : (answers?.link ?? null) }
    }),
    mine: publication.changedById === actor.person.id,
    may: { write: may(actor, campaign, 'publication.write'), approve: may(actor, campaign, 'publication.approve') },
  }
}

const here = ({ id }: PlanForm) => id('publication')

export const actions: Actions = {
  change: (event) => planAct(event, 'publication.write', async (given) => void (await changePublication(given.house, given.actor, given.campaign, here(given), given.version, wishIn(given.form)))),
  picture: (event) => planAct(event, 'publication.write', async (given) => {
    const file = given.form.get('file')
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
    await addPicture(given.house, given.actor, given.campaign, here(given), given.version, bytes, given.word('alt'))
  }),
  describe: (event) => planAct(event, 'publication.write', (given) => describePicture(given.house, given.actor, given.campaign, here(given), given.version, given.id(), given.word('alt'))),
  dropPicture: (event) => planAct(event, 'publication.write', (given) => dropPicture(given.house, given.actor, given.campaign, here(given), given.version, given.id())),
  submit: (event) => planAct(event, 'publication.write', async (given) => void (await submitPublication(given.house, given.actor, given.campaign, here(given), given.version))),
  approve: (event) => planAct(event, 'publication.approve', async (given) => void (await approvePublication(given.house, given.actor, given.campaign, here(given), given.version))),
  refuse: (event) => planAct(event, 'publication.approve', async (given) => void (await refusePublication(given.house, given.actor, given.campaign, here(given), given.version, given.word('reason')))),
  takeBack: (event) => planAct(event, 'publication.write', async (given) => void (await takeBackPublication(given.house, given.actor, given.campaign, here(given), given.version))),
  drop: (event) => planAct(event, 'publication.write', async (given) => {
    await dropPublication(given.house, given.actor, given.campaign, here(given), given.version)
    redirect(303, `/${given.campaign.slug}/publications`)
  }),
  hand: (event) => planAct(event, 'publication.write', async (given) => void (await handOver(given.house, given.actor, given.campaign, here(given), given.id(), given.word('link') || null))),
  unhand: (event) => planAct(event, 'publication.write', async (given) => void (await takeBackHand(given.house, given.actor, given.campaign, here(given), given.id()))),
  there: (event) => planAct(event, 'publication.approve', async (given) => void (await findPart(given.house, given.actor, given.campaign, here(given), given.id(), { kind: 'there', link: given.word('link') || null }))),
  sendAgain: (event) => planAct(event, 'publication.approve', async (given) => void (await findPart(given.house, given.actor, given.campaign, here(given), given.id(), { kind: 'send-again' }))),
  giveUp: (event) => planAct(event, 'publication.approve', async (given) => void (await findPart(given.house, given.actor, given.campaign, here(given), given.id(), { kind: 'given-up' }))),
  again: (event) => planAct(event, 'publication.approve', async (given) => void (await sendPartAgain(given.house, given.actor, given.campaign, here(given), given.id()))),
  byHand: (event) => planAct(event, 'publication.approve', async (given) => void (await giveToHand(given.house, given.actor, given.campaign, here(given), given.id()))),
}
