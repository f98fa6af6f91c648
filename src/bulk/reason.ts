import { reopenable } from '#desk/index.ts'

/** How a statement was left: done, proposed to a second person, or why nothing was done to it. */
export const outcomes = ['done', 'proposed', 'held', 'alarm', 'urgent', 'review', 'asked', 'aside', 'decided', 'stands', 'reach', 'same', 'stopped'] as const
export type Outcome = (typeof outcomes)[number]

/** What is to be done, as far as it says which statements can be touched. */
export interface Doing {
  /** area, wait, or the kind of a deed. */
  kind: string
  /** The issue area or the group that they are given. */
  target: string | null
}

/** A deed puts a statement out of sight of whoever looks at the queue: never done to what is urgent. */
export const isDeed = (kind: string) => kind !== 'area' && kind !== 'wait'

/**
 * Why `statement s` cannot be touched, as an SQL expression; null where it can. What somebody has is theirs, whoever asks: also what one
 * holds oneself. `place`: where a value becomes a parameter.
 */
export function reasonSql({ kind, target }: Doing, place: (value: unknown) => string): string {
  const held = `when s.state = 'held' or exists (select from claim c where c.campaign_id = $1 and c.statement_id = s.id) then 'held'`
  const review = `when s.state = 'review' or exists (select from proposal r where r.campaign_id = $1 and r.statement_id = s.id and r.state = 'open') then 'review'`
  if (kind === 'wait') {
    return `case ${held} ${review} when s.state = 'asked' then 'asked' when s.state = 'waiting' then 'same'
      when s.state = 'decided' and exists (
        select from deed d where d.campaign_id = $1 and d.statement_id = s.id and d.taken_back_at is null and d.kind <> all(${place([...reopenable])}::text[])) then 'stands' end`
  }
  const same = target === null ? '' : `when ${kind === 'area' ? 's.issue_area_id' : 's.group_id'} = ${place(target)}::uuid then 'same'`
  return `case ${held} ${review} when s.state = 'decided' then 'decided' when s.state = 'asked' then 'asked' ${kind === 'area' ? '' : `when s.state = 'aside' then 'aside'`}
    ${isDeed(kind) ? `${alarmed} when s.signals @> '{urgent}' then 'urgent'` : ''} ${same} end`
}

const alarmed = `when exists (select from alarm a where a.campaign_id = $1 and a.statement_id = s.id and a.state <> 'closed') then 'alarm'`

/** Of a `statement s`: somebody tells it at first hand. */
export const firstHand = `exists (select from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
  where f.campaign_id = $1 and f.statement_id = s.id and p.knows = 'lived')`
