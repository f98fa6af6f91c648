import { organisations, roleInOrganisation } from '#person/index.ts'
import { checkRecords, lastTestLetter, mailState, makeDkimKey, removeMail, securities, sendTestLetter, setMail } from '#talk/index.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'mail.manage')
  const [first] = await organisations(house.db)
  const mayChange = first?.id === campaign.organisationId && roleInOrganisation(actor, first.id) === 'owner'
  const state = mailState(house)
  return {
    isSetUp: state !== undefined, mayChange, belongsTo: first?.name ?? '', now: house.clock.now(), securities, to: actor.person.email, usual: new URL(house.origin).hostname,
    // By which server and in whose name the house writes is for those who may change it.
    state: mayChange ? state : undefined, last: mayChange ? await lastTestLetter(house) : undefined,
  }
}

export const actions: Actions = {
  set: async (event) => {
    const said = await act(event, 'mail.manage', ({ house, actor, campaign, word }) => setMail(house, actor, campaign, {
      server: word('server'), port: Number(word('port')), security: securities.find((one) => one === word('security')) ?? 'starttls', user: word('user'), password: word('password'), from: word('from'), perHour: Number(word('perHour')),
    }))
    // What was typed into a field of passwords is never sent back.
    if ('data' in said && said.data.typed) delete said.data.typed['password']
    return said
  },
  test: (event) => act(event, 'mail.manage', async ({ house, actor, campaign }) => ({ letter: await sendTestLetter(house, actor, campaign, event.locals.language) })),
  records: (event) => act(event, 'mail.manage', async ({ house, actor, campaign }) => ({ records: await checkRecords(house, actor, campaign) })),
  sign: (event) => act(event, 'mail.manage', async ({ house, actor, campaign }) => {
    await makeDkimKey(house, actor, campaign)
    return { records: await checkRecords(house, actor, campaign) }
  }),
  remove: (event) => act(event, 'mail.manage', ({ house, actor, campaign }) => removeMail(house, actor, campaign)),
}
