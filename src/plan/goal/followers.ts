import { refuse } from '#core/index.ts'

/*
 * How many follow an account says nothing of what has changed for anybody. It may be an indicator of an aim; as the goal of a
 * campaign it is refused. Only a number of followers, or more of them, is meant: a goal may well name the followers of a faith.
 */
const follower = String.raw`(?:followers?|subscribers?|likes?|seguidor(?:es|as)?|suscriptor(?:es|as)?|me gusta|abonnés?|abonnées?|j['’]aime|متابع(?:ا|ين|ون|ات)?|المتابعين|مشترك(?:ا|ين|ون)?|إعجاب(?:ا|ات)?)`
const amount = String.raw`(?:\p{Nd}[\p{Nd}.,\s\u00a0\u202f]*(?:k|m|mil|mille|thousand|million(?:s|es)?|millones|ألف|آلاف|مليون)?)`
const more = String.raw`(?:more|new|gain|grow(?: our)?|double(?: our)?|reach|más|nuev[oa]s|ganar|sumar|duplicar|plus d['’e]\s?|nouveaux|gagner|doubler(?: nos)?|مزيد من|زيادة(?: عدد)?|كسب)`
const counted = new RegExp(String.raw`(?:${amount}|(?<!\p{L})${more})\s*(?:de |d['’]|new |nuev[oa]s |nouveaux |من )?${follower}(?!\p{L})`, 'iu')

export function isOfFollowers(sentence: string): boolean {
  return counted.test(sentence.normalize('NFC'))
}

export function checkGoal(sentence: string): void {
  if (isOfFollowers(sentence)) {
    throw refuse('goal-followers', 422, 'How many follow you is no goal of a campaign.', { mend: 'Say what is to be different, for whom, by when. Followers can be counted for an aim of a tactic.' })
  }
}
