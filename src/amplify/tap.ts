import { capUntil } from '#burst/index.ts'
import { campaignById } from '#campaign/index.ts'
import { clocksOf, notify, refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { holdsNow } from '#talk/index.ts'
import { ownTaps, stands } from './list.ts'
import { noPost, postsOn } from './post.ts'
import { dueFor } from './turn.ts'
import { addressBy, type Way } from './way.ts'

/**
 * A member opens a post in one of its ways: counted, and the address is given that opens it. Everything is looked at again: STOP, embargo,
 * whether it is still there, whether it is theirs already, how much they have repeated lately. Opened again in the same way it is counted once.
 */
export async function tapPost(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, way: Way): Promise<string> {
  allow(actor, campaign, 'amplify.tap')
  const now = house.clock.now()
  const personId = actor.person.id
  return house.db.transact(async (t) => {
    await t.run(
      `insert into amplify_member (campaign_id, person_id, tapped_at) values ($1, $2, $3) on conflict (campaign_id, person_id) do update set tapped_at = excluded.tapped_at`, [campaign.id, personId, now])
    // Under this lock a STOP either is seen here or comes after.
    await t.row('select 1 from campaign where id = $1 for key share', [campaign.id])
    if (await holdsNow(t, campaign.id, (await clocksOf(house, t)).earliest)) throw refuse('amplify-held', 409, 'Everything is held back now: nothing is repeated either.', { mend: 'Wait until it is lifted.' })
    const whole = (await campaignById(t, campaign.id))!
    const post = (await postsOn(t, whole, now, id))[0]
    if (!post || !stands(post, now)) throw noPost()
    if (dueFor(post, personId) > now) throw refuse('post-not-yet', 409, 'This is not yours to repeat yet.', { mend: 'Your list shows when: so not everybody repeats it in the same minute.' })
    const address = addressBy(way, post, whole.hashtags[0])
    if (!address) throw noPost()
    const taps = await ownTaps(t, campaign.id, personId, now)
    if (taps.some((tap) => tap.id === id && tap.way === way)) return address
    const until = capUntil(taps.map((tap) => tap.at), now)
    if (until) throw refuse('enough-for-now', 429, 'Five in a minute and fifteen in an hour are enough: more looks like a machine.', { mend: 'Your list shows when you can go on.', extra: { retryAfter: Math.ceil((until.getTime() - now.getTime()) / 1_000) } })
    await t.run('insert into amplify_tap (campaign_id, amplify_id, person_id, way, tapped_at) values ($1, $2, $3, $4, $5)', [campaign.id, id, personId, way, now])
    await notify(t, campaign.id, { kind: 'amplify', post: id })
    return address
  })
}
