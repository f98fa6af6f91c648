/** The 128 signs of GSM 03.38 that cost one septet; those of its extension table cost two, since an escape goes before them. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extended = new Set('\f^{}\\[~]|€')

/** Signs in a message alone, and in each part of a longer one, where a header takes its room. */
export const smsRoom = { gsm: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } } as const

export interface SmsLength {
  /** One sign outside of GSM 03.38 and the whole message is sent as UCS-2. */
  alphabet: keyof typeof smsRoom
  /** Septets, or UTF-16 units. */
  used: number
  parts: number
  /** What fits into that many parts. */
  room: number
}

/** How long a text is as SMS. Neither an escaped sign nor a pair of UTF-16 units is cut in two by the end of a part. */
export function smsLength(text: string): SmsLength {
  const signs = [...text]
  const alphabet = signs.every((sign) => basic.has(sign) || extended.has(sign)) ? 'gsm' : 'ucs2'
  const costs = signs.map((sign) => (alphabet === 'gsm' ? (extended.has(sign) ? 2 : 1) : sign.length))
  const used = costs.reduce((sum, cost) => sum + cost, 0)
  const { alone, part } = smsRoom[alphabet]
  if (used <= alone) return { alphabet, used, parts: used === 0 ? 0 : 1, room: alone }
  let parts = 1
  let inPart = 0
  for (const cost of costs) {
    if (inPart + cost > part) {
      parts += 1
      inPart = 0
    }
    inPart += cost
  }
  return { alphabet, used, parts, room: parts * part }
}
