import { prepared, refuse, type House, type Reader } from '#core/index.ts'
import { applyWords } from './mark.ts'

export interface GraphicSettings {
  /** Statements that say one of these are covered; two words in one entry stand side by side. */
  words: string[]
  /** After so many in a shift the next ones go to somebody else. */
  most: number
}

/** A shift, as far as what one has looked at is counted. */
export const shiftHours = 8

/**
 * Words that hardly ever stand in a report that is not hard to read. Short on purpose: what is covered for no reason is uncovered
 * without a thought, and then the cover protects nobody.
 */
const startingWords = [
  'corpse', 'corpses', 'dead body', 'dead bodies', 'beheaded', 'decapitated', 'dismembered', 'mutilated', 'burned alive', 'severed',
  'cadáver', 'cadáveres', 'decapitado', 'decapitada', 'descuartizado', 'descuartizada', 'mutilado', 'mutilada', 'quemado vivo', 'quemada viva',
  'cadavre', 'cadavres', 'décapité', 'décapitée', 'démembré', 'démembrée', 'mutilé', 'mutilée', 'brûlé vif', 'brûlée vive',
  'جثة', 'جثث', 'مقطوع الرأس', 'أشلاء', 'مبتور', 'محروق حيا', 'تنكيل',
]

export async function graphicSettings(reader: Reader, campaignId: string): Promise<GraphicSettings> {
  const row = await reader.row<GraphicSettings>(prepared(`select words, most from graphic_settings where campaign_id = $1`), [campaignId])
  return row ?? { words: startingWords, most: 12 }
}

/** Keeps a campaign's own list and limit; what waits is covered by the new words at once, and nothing is uncovered by their going. */
export async function changeGraphicSettings(house: House, campaignId: string, wish: Partial<GraphicSettings>): Promise<GraphicSettings> {
  const { most } = wish
  if (most !== undefined && !(Number.isInteger(most) && most >= 1 && most <= 1_000)) throw refuse('invalid', 400, 'most: is a whole number from 1 to 1,000.')
  return house.db.transact(async (t) => {
    const before = await graphicSettings(t, campaignId)
    const words = wish.words ? [...new Set(wish.words.map((word) => word.trim()).filter(Boolean))].slice(0, 500) : before.words
    await t.run(
      `insert into graphic_settings (campaign_id, words, most) values ($1, $2, $3) on conflict (campaign_id) do update set words = excluded.words, most = excluded.most`,
      [campaignId, words, most ?? before.most])
    await applyWords(t, campaignId, words, house.clock.now())
    return { words, most: most ?? before.most }
  })
}
