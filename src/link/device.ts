/** simple: a phone that runs no scripts, or a browser that saves bytes for it. preview: a program that looks what a link leads to. */
export const devices = ['phone', 'simple', 'computer', 'preview'] as const
export type Device = (typeof devices)[number]

/*
 * What asks, in four words, found out when it asks and never kept with it. Networks look at each link that is posted, and chat apps at each that is sent:
 * counted as taps they would be most of them.
 */
const previews = /bot\b|bots\b|crawl|spider|slurp|preview|facebookexternalhit|facebot|whatsapp|telegram|skypeuripreview|embedly|mastodon|bluesky|cardyb|pleroma|akkoma|misskey|curl|wget|python|java\/|go-http|headless|okhttp|axios|node-fetch|undici|monitor|scan/i
const simple = /opera mini|ucweb|ucbrowser.*(?:j2me|speed)|nokia(?!.*(?:android|windows phone))|series\s?[346]0|symbian|midp|cldc|j2me|blackberry(?!.*(?:webkit|android))|kaios|obigo|netfront|maui|wap|samsung-(?:gt|sgh)-[a-z]?\d+\/|lg-[a-z]+\d+\/|mot-/i
const phone = /android|iphone|ipad|ipod|mobile|windows phone|bb10|webos|tablet/i

/** `saves`: the browser asks for few bytes (Save-Data). */
export function deviceOf(agent: string, saves = false): Device {
  const told = agent.slice(0, 500)
  if (told === '' || previews.test(told)) return 'preview'
  if (simple.test(told)) return 'simple'
  if (phone.test(told)) return saves ? 'simple' : 'phone'
  return 'computer'
}
