import { z } from 'zod'
import { refuse, type Deed } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { sendEach, sendTo, type State } from '#statement/index.ts'
import { addNote, dropNote } from '../note.ts'
import { proposedThis } from '../second/person.ts'
import { openProposal } from '../second/proposal.ts'
import { recipient } from '../steer/hand-over.ts'
import { groupById } from './group.ts'

const schema = z
  .object({ person: z.string().max(100).optional(), group: z.string().max(100).optional(), note: z.string().trim().max(4_000).optional() })
  .refine(({ person, group }) => (person === undefined) !== (group === undefined), 'needs a person or a group to hand it on to')

/** Somebody else goes on: a person, who then holds it, or a group, for which it then waits. */
export const handOn: Deed<z.output<typeof schema>> = {
  kind: 'hand-on',
  unseen: true,
  schema,
  leaves: 'waiting',
  async effect(_house, t, { campaignId, statementId, personId, at }, { person, group, note }) {
    const before = await t.row<{ group_id: string | null; state: State }>(`select group_id, state from statement where campaign_id = $1 and id = $2`, [campaignId, statementId])
    const noteId = note ? await addNote(t, campaignId, { about: { statement: statementId }, personId, text: note }, at) : undefined
    const was = { was: before!.group_id, ...(noteId ? { noteId } : {}) }
    if (group !== undefined) {
      const { id, name } = await groupById(t, campaignId, group)
      await sendTo(t, campaignId, [statementId], id)
      return { ...was, group: { id, name } }
    }
    const to = await recipient(t, (await campaignById(t, campaignId))!, person!)
    if (to.id === personId) throw refuse('own-hands', 409, 'You have it already.', { mend: 'Choose somebody else.' })
    if (before!.state === 'review' && (await openProposal(t, campaignId, statementId))?.personId === to.id) throw proposedThis(to.name)
    return { ...was, person: to }
  },
  heir: (done) => done['person'] as { id: string; name: string } | undefined,
  async undo(_house, t, { campaignId, statementId }, done) {
    await t.run(`delete from claim where campaign_id = $1 and statement_id = $2`, [campaignId, statementId])
    await sendTo(t, campaignId, [statementId], done['was'] as string | null)
    if (done['noteId']) await dropNote(t, campaignId, done['noteId'] as string)
  },
  many: {
    /** To a group only: nobody is given more than they could work on. */
    async effect(_house, t, deeds, { group }) {
      if (deeds.length === 0) return []
      if (group === undefined) throw refuse('group-only', 422, 'Many at once are handed on to a group, not to a person.', { mend: 'Choose a group.' })
      const { campaignId } = deeds[0]!
      const { id, name } = await groupById(t, campaignId, group)
      const was = await sendEach(t, campaignId, deeds.map((deed) => ({ id: deed.statementId, groupId: id })))
      return deeds.map((deed) => ({ was: was.get(deed.statementId) ?? null, group: { id, name } }))
    },
    async undo(_house, t, deeds) {
      if (deeds.length > 0) await sendEach(t, deeds[0]!.campaignId, deeds.map((deed) => ({ id: deed.statementId, groupId: deed.done['was'] as string | null })))
    },
  },
}
