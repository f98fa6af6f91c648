import { ownReasons } from '#talk/index.ts'
import type { Translate } from '#ui/words.ts'

/** Why a message is where it is: what we say ourselves in the reader's language, the words of a network as they came. */
export function reasonIn(t: Translate, reason: string | null): string | null {
  const own = (Object.keys(ownReasons) as (keyof typeof ownReasons)[]).find((one) => ownReasons[one] === reason)
  return own ? t(`talk.reason.${own}`) : reason
}
