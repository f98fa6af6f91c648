import type { Writer } from './author.ts'
import type { Chance } from './chance.ts'
import type { Channel, ExamplePost } from './post.ts'

const networks = new Set<Channel>(['x', 'mastodon', 'bluesky'])

/** Whether a post on this channel can be reposted and quoted where it stands. */
export function isNetwork(channel: Channel): boolean {
  return networks.has(channel)
}

/** The id that the channel gave a post: as it looks there, unique over all posts of all seeds. */
export function externalId(channel: Channel, index: number, at: number, seed: number): string {
  const mark = `${String(seed % 1000).padStart(3, '0')}${String(index).padStart(7, '0')}`
  switch (channel) {
    case 'x': return `1${Math.floor(at / 1000) % 100_000_000}${mark}`
    case 'mastodon': return `https://social.example.org/statuses/11${mark}`
    case 'bluesky': return `at://did:plc:example${mark.slice(0, 3)}/app.bsky.feed.post/3k${(index + 1e9).toString(36)}`
    case 'telegram': return `queseSepa_${seed % 1000}/${index}`
    case 'whatsapp': return `wamid.${mark}`
    case 'sms': return `sms-${mark}`
    case 'email': return `<${mark}@mail.example.org>`
    case 'form': return `form-${mark}`
    case 'call': return `call-${mark}`
    case 'paper': return `sheet-${mark.slice(0, -2)}-${mark.slice(-2)}`
    case 'feed': return `https://notebook.example.org/${mark.slice(0, 3)}/${index}`
  }
}

/** How the writer appears on the channel, and how they can be reached by it. */
export function addressed(post: ExamplePost, writer: Writer, chance: Chance): void {
  switch (post.channel) {
    case 'x': post.author = { name: writer.name, handle: writer.handle, network: 'x' }; break
    case 'mastodon': post.author = { name: writer.name, handle: `${writer.handle}@social.example.org`, network: 'mastodon' }; break
    case 'bluesky': post.author = { name: writer.name, handle: `${writer.handle.replace('_', '-')}.example.org`, network: 'bluesky' }; break
    case 'telegram':
      post.author = { name: writer.name, handle: writer.handle, network: 'telegram' }
      if (chance.happens(0.2)) post.contact = { handle: writer.handle }
      break
    case 'whatsapp':
      post.author = { name: writer.name, network: 'whatsapp' }
      post.contact = { phone: phone(writer.number) }
      break
    case 'sms': post.contact = { phone: phone(writer.number) }; break
    case 'email':
      post.author = { name: writer.name }
      post.contact = { email: `${writer.handle}@example.org` }
      break
    case 'form':
      if (chance.happens(0.6)) post.author = { name: writer.name }
      if (chance.happens(0.45)) post.contact = chance.happens(0.5) ? { email: `${writer.handle}@example.org` } : { phone: phone(writer.number) }
      break
    case 'call':
      post.author = { name: writer.name }
      if (chance.happens(0.6)) post.contact = { phone: phone(writer.number) }
      break
    case 'paper': if (chance.happens(0.15)) post.author = { name: writer.name.split(' ')[0]! }; break
    case 'feed': post.author = { name: `${writer.name.split(' ')[0]} · notebook`, network: 'feed' }; break
  }
  const consent = consentOn(post.channel, chance)
  if (consent) post.consent = consent
}

function consentOn(channel: Channel, chance: Chance): ExamplePost['consent'] {
  const asked = { form: 0.85, call: 0.6, email: 0.2, sms: 0.12, whatsapp: 0.12 }[channel as string] ?? 0
  if (!chance.happens(asked)) return undefined
  const quote = chance.happens(0.7)
  return { quote, name: quote && chance.happens(0.25), passOn: chance.happens(0.6), write: chance.happens(0.5) }
}

/** A number that no telephone has: the ranges that France keeps for films and books. */
function phone(number: number): string {
  const range = ['199', '261', '353', '465', '536', '639'][number % 6]!
  const next = { 199: '00', 261: '91', 353: '01', 465: '71', 536: '49', 639: '98' }[range]!
  return `+33${range}${next}${String(Math.floor(number / 6) % 10_000).padStart(4, '0')}`
}
