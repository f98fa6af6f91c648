import type { Campaign } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { queueOrderOf, setQueueOrder, signals, usualWords, wordSignals, type SignalWords, type Weights } from '#statement/index.ts'

/** Saves the form of the queue's order. A list that says what is usual anyway is not kept as the campaign's own. */
export async function saveOrder(house: House, campaign: Campaign, form: FormData): Promise<void> {
  const weights = Object.fromEntries(
    (['patience', 'doubling', 'copies', ...signals] as const).flatMap((name) => (form.has(name) ? [[name, Number(String(form.get(name)).trim() || Number.NaN)] as const] : [])),
  ) as Partial<Weights>
  const before = (await queueOrderOf(house.db, campaign.id)).words
  const words: SignalWords = {}
  for (const signal of wordSignals) {
    const lists = { ...before[signal] }
    for (const [name, value] of form) {
      const language = name.startsWith(`${signal}.`) ? name.slice(signal.length + 1) : undefined
      if (language === undefined || !/^[a-z]{2,3}$/.test(language)) continue
      const list = String(value).split(/[,،\n]+/).map((word) => word.trim()).filter(Boolean)
      if (list.join() === usualWords[signal][language]?.join()) delete lists[language]
      else lists[language] = list
    }
    words[signal] = lists
  }
  await setQueueOrder(house, campaign.id, { weights, words })
}
