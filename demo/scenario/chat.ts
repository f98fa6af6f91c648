import { readArrival } from '#channel/index.ts'
import { addGuest, addQuestion, askQuestion, makeChat, moveChat, questionsOf } from '#chat/index.ts'
import { takeIn } from '#intake/index.ts'
import { actorOf } from '#person/index.ts'
import { judgePlayed, tacticFrom } from './from-template.ts'
import type { Scenario, Stage } from './scenario.ts'

/** Six questions with what people say to each; some write the number, some forget it. */
const asked: [question: string, answers: string[]][] = [
  ['Where did you ask for a paper that is yours by law?', ['A1 at the land office, twice #KnowChat', 'R1. En la alcaldía, por la lista del comedor escolar #SaberChat', 'ج1 في البلدية، سألت عن ميزانية الحي #KnowChat', 'The hospital would not show me my own file. #KnowChat', 'A1. The school board, for the roof money #KnowChat']],
  ['What did they tell you at the window?', ['A2: come back on Monday, for five Mondays #KnowChat', 'R2 « la personne est en congé » #KnowChat', 'R2. Que el sello se perdió #SaberChat', 'That it is a secret how much a chair costs #KnowChat', 'A2 they laughed #KnowChat']],
  ['Who helped you in the end?', ['A3 a librarian who knew the article by heart #KnowChat', 'ج٣ جارتي المحامية #KnowChat', 'R3. Una profesora y sus alumnos #SaberChat', 'Nobody helped me in the end, I am still waiting #KnowChat']],
  ['What would you publish tomorrow, if the key were yours?', ['A4 every contract of the water works, with its price #KnowChat', 'R4. Las listas de espera del hospital #SaberChat', 'A4 who sits on the board and since when #KnowChat', 'R4 le budget de chaque école #KnowChat']],
  ['What does it cost you to ask?', ['A5 a day of wages each time #KnowChat', 'R5. El bus, dos horas, y el miedo #SaberChat', 'ج5 يوم عمل كامل #KnowChat', 'My job, nearly. #KnowChat']],
  ['What will you do this week?', ['A6 take two neighbours along and write down every name #KnowChat', 'R6. Pegar la respuesta en la puerta del mercado #SaberChat', 'A6 ask again #KnowChat', 'Tell this to my class #KnowChat']],
]
const channels = ['mastodon', 'x', 'bluesky'] as const

/** S11, the team's hour of questions with a panel. */
async function play(stage: Stage): Promise<void> {
  const { house, clock, campaign, people, tell } = stage
  const coordinator = (await actorOf(house, { bearer: people.find((one) => one.role === 'coordinator')!.token }))!
  const startsAt = new Date(clock.now().getTime() + 5 * 60_000)
  const tactic = await tacticFrom(stage, coordinator, { template: 'trained-team', kind: 'chat', startsAt, endsAt: new Date(startsAt.getTime() + 70 * 60_000) })
  const { id } = await makeChat(house, coordinator, campaign, { title: 'What they would not show us', lead: 'Six questions in an hour, to whoever has ever asked for a paper.', hashtags: ['KnowChat', 'SaberChat'], zone: 'UTC', startsAt, tacticId: tactic.id })
  for (const [text] of asked) await addQuestion(house, coordinator, campaign, id, { text })
  await addGuest(house, coordinator, campaign, id, { part: 'panel', name: 'Ione Marsh', office: 'Librarian', handles: [{ network: 'mastodon', handle: 'ione@example.org' }] })
  await moveChat(house, coordinator, campaign, id, 1, 'announced')
  tell(`The board: ${house.origin}/${campaign.slug}/chats/${id}   What everybody sees: ${house.origin}/${campaign.slug}/chat/${id}`)
  clock.play()
  await clock.until(startsAt)
  for (const [place, [, answers]] of asked.entries()) {
    const question = (await questionsOf(house.db, campaign.id, id)).find((one) => one.state === 'upcoming')!
    await askQuestion(house, coordinator, campaign, id, question.id)
    tell(`Q${place + 1}. ${question.text}`)
    for (const [at, text] of answers.entries()) {
      await clock.pause(8 / answers.length)
      const handle = at === 0 ? 'ione@example.org' : `guest${place}${at}@example.org`
      const item = { channel: at === 0 ? 'mastodon' : channels[at % 3], externalId: `chat-${id}-${place}-${at}`, text, author: { handle, network: at === 0 ? 'mastodon' : channels[at % 3] }, postedAt: clock.now().toISOString() }
      const read = readArrival(item, Buffer.from(JSON.stringify(item)))
      if ('arrival' in read) await takeIn(house, campaign, [read.arrival])
    }
    // The fourth is late: the rest shifts.
    await clock.pause(place === 2 ? 5 : 2)
  }
  const version = async () => (await house.db.row<{ version: number }>('select version from chat where campaign_id = $1 and id = $2', [campaign.id, id]))!.version
  await moveChat(house, coordinator, campaign, id, await version(), 'over')
  await clock.pause(2)
  await moveChat(house, coordinator, campaign, id, await version(), 'published')
  tell(`The transcript is published: ${house.origin}/${campaign.slug}/chat/${id}`)
  await judgePlayed(stage, coordinator, tactic.id, 'The next one is announced by every partner, not by us alone.')
}

export const chat: Scenario = { minutes: 80, play }
