import type { Campaign } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { freshLanguages } from '#language/index.ts'
import { isLanguage, languages, ownNames } from '#ui/languages.ts'
import { translateInto, type Translate } from '#ui/words.ts'

/** Every language that is spoken here, ours and those that organisations added, as it calls itself. */
export async function spokenLanguages(house: House): Promise<{ tag: string; name: string }[]> {
  return [...languages.map((tag) => ({ tag: tag as string, name: ownNames[tag] })), ...(await freshLanguages(house)).map(({ tag, ownName }) => ({ tag, name: ownName }))]
}

/** The speaker of one of them; undefined where it is none. */
export async function speakerOf(house: House, tag: string | undefined, zone?: string): Promise<Translate | undefined> {
  const added = (await freshLanguages(house)).find((one) => one.tag === tag)
  if (!added && !isLanguage(tag)) return undefined
  return translateInto(tag!, added?.fallback ?? (tag as 'en'), zone ? { zone } : {})
}

/** The languages of a campaign that are spoken here, its own first; English where none is. */
export async function campaignSpeakers(house: House, campaign: Campaign, zone?: string): Promise<Translate[]> {
  const found: Translate[] = []
  for (const tag of campaign.languages) {
    const say = (await speakerOf(house, tag, zone)) ?? (await speakerOf(house, tag.split('-')[0], zone))
    if (say && !found.some((one) => one.tag === say.tag)) found.push(say)
  }
  return found.length > 0 ? found : [(await speakerOf(house, 'en', zone))!]
}
