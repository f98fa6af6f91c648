/** Enough of the page's speaker: src/ui lies beside the slices and is not imported by their plain modules. */
interface Speaker {
  (key: any, values?: Record<string, string | number>): string
  has(key: string): boolean
}

interface Told {
  kind: string
  input: Record<string, unknown>
}

/** What was done to how many, in a sentence. `area` and `group`: their names as the reader knows them. */
export function bulkWords(t: Speaker, { kind, input }: Told, count: number, { area, group }: { area?: string | undefined; group?: string | undefined }): string {
  const reason = `desk.reason.${input['reason']}`
  return t(`bulk.did.${kind}`, { count, area: area ?? String(input['issueArea'] ?? ''), group: group ?? '', reason: t.has(reason) ? t(reason) : String(input['reason'] ?? '') })
}
