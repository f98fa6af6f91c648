import type { Consent } from '#campaign/index.ts'
import type { Became } from '../receipt/became.ts'

/** What the page shows to whoever has proved that it is theirs. */
export interface Shown {
  proof: string
  count: number
  posts: ShownPost[]
  under: string
  byCode: boolean
  contact: { email?: string | undefined; phone?: string | undefined; handle?: string | undefined; name?: string | undefined }
  signatures: Line[]
  pledges: Line[]
  done?: string
  failed?: string
}

export interface ShownPost {
  id: string
  text: string
  language: string | null
  withdrawnAt: Date | null
  consent: Consent
  hasPhoto: boolean
  photoShown: boolean
  came: string
  facts: [string, string[]][]
  became: Became
}

interface Line {
  id: string
  text: string
  date: string
}
