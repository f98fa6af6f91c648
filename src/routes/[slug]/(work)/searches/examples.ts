/** One example for each thing that a search can ask for; what it finds is said by `search.help.<key>`. */
export const examples = [
  { key: 'words', typed: 'water school' },
  { key: 'phrase', typed: '"no water"' },
  { key: 'without', typed: 'water -rain' },
  { key: 'prefix', typed: 'wat' },
  { key: 'tag', typed: '#drytaps' },
  { key: 'author', typed: 'from:K7QX' },
  { key: 'handle', typed: 'from:@somebody' },
  { key: 'channel', typed: 'channel:sms' },
  { key: 'language', typed: 'language:ar' },
  { key: 'area', typed: 'area:water' },
  { key: 'dates', typed: 'since:2026-03-01 until:2026-03-09' },
  { key: 'radius', typed: 'near:"Old Town" within:5km' },
  { key: 'box', typed: 'box:10,20,10.6,21' },
  { key: 'state', typed: 'is:decided' },
  { key: 'holder', typed: 'held-by:me' },
] as const
