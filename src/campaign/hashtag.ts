/** A hashtag as it is kept, however it was typed: without its sign, its letters composed. */
export function bareHashtag(typed: string): string {
  return typed.trim().replace(/^[#＃]+/, '').normalize('NFC')
}
