/** What stands in the form of a call and is not saved yet. */
export interface Draft {
  id: string
  /** The call that this adds to. */
  replyTo: string
  startedAt: string
  text: string
  place: string
  when: string
  knows: string
  name: string
  phone: string
  quote: string
  nameShown: string
  passOn: string
  write: string
  safe: string
  callback: string
}

export function emptyDraft(id: string): Draft {
  return { id, replyTo: '', startedAt: '', text: '', place: '', when: '', knows: '', name: '', phone: '', quote: '', nameShown: '', passOn: '', write: '', safe: '', callback: '' }
}

/** Whether there is something in it that somebody would miss. */
export function isTyped({ text, place, when, name, phone, safe, quote, nameShown, passOn, write }: Draft): boolean {
  return [text, place, when, name, phone, safe, quote, nameShown, passOn, write].some((value) => value.trim() !== '')
}
