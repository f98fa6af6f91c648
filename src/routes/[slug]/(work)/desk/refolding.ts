import { isUuid } from '#core/index.ts'
import { joinWith, noStatement, oneStatement, sameAs, takeBack, takeOut, undoRefolding } from '#desk/index.ts'
import { standingRefold } from '#statement/index.ts'
import type { Doing } from './actions.ts'

type Doer<E, A> = (event: E, work: (at: Doing) => Promise<string | undefined>) => A

interface Ways {
  /** Saves what was typed, and gives the version to go by. */
  save(at: Doing): Promise<number>
  /** The statement that is opened when this one is finished. */
  next(at: Doing): Promise<string | undefined>
}

/** What changes which posts are one statement, and what repeats the decision of another: buttons of the form of deeds. */
export function refolding<E, A>(doing: Doer<E, A>, { save, next }: Ways) {
  return {
    takeOut: (event: E) => doing(event, async (at) => {
      const which = at.form.has('post-out') ? { posts: [named(at, 'post-out')] } : { wording: named(at, 'wording-out') }
      await takeOut(at.house, at.campaign, at.actor, at.id, await keep(at, save), which)
      return at.id
    }),
    joinWith: (event: E) => doing(event, async (at) => {
      const done = await joinWith(at.house, at.campaign, at.actor, at.id, await keep(at, save), named(at, 'with'))
      return done.statementId === at.id ? at.id : next(at)
    }),
    undoRefold: (event: E) => doing(event, async (at) => (await undoRefolding(at.house, at.campaign, at.actor, at.id, named(at, 'refold'))).statementId),
    same: (event: E) => doing(event, async (at) => {
      // The area of the other one is meant, not what stands suggested in the form.
      at.typed.area = undefined
      await sameAs(at.house, at.campaign.id, at.actor, at.id, await save(at), named(at, 'similar'))
      return next(at)
    }),
  }
}

/** Takes back what the undo bar names: a deed, a take out or a join. */
export async function undo(at: Doing, done: string): Promise<string> {
  const { house, campaign, actor, id } = at
  const refold = isUuid(done) ? await standingRefold(house.db, campaign.id, done) : undefined
  return (await (refold ? undoRefolding(house, campaign, actor, id, refold.id) : takeBack(house, campaign.id, actor, id, done))).statementId
}

/** Saves what was typed; an area that is only suggested is no choice yet, since the work goes on. */
async function keep(at: Doing, save: Ways['save']): Promise<number> {
  const row = isUuid(at.id) ? await oneStatement(at.house.db, at.campaign.id, at.id) : undefined
  if (!row) throw noStatement()
  if (row.issueArea === null && at.typed.area === (row.suggestedArea ?? '')) at.typed.area = undefined
  return save(at)
}

function named({ form }: Doing, field: string): string {
  const id = String(form.get(field) ?? '')
  if (!isUuid(id)) throw noStatement()
  return id
}
