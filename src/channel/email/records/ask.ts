import { Resolver } from 'node:dns/promises'

/** What the name service says about a name; an empty list where it says there is nothing. Anything else is thrown: then nobody knows. */
export interface Ask {
  txt(name: string): Promise<string[]>
  addresses(name: string): Promise<string[]>
  mx(name: string): Promise<string[]>
}

/** `servers`: asked instead of those of the system, such as 127.0.0.1:5353. */
export function asking(servers: readonly string[] = []): Ask {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  if (servers.length > 0) resolver.setServers(servers)
  return {
    txt: async (name) => (await orNothing(resolver.resolveTxt(name))).map((parts) => parts.join('')),
    addresses: async (name) => (await Promise.all([orNothing(resolver.resolve4(name)), orNothing(resolver.resolve6(name))])).flat(),
    mx: async (name) => (await orNothing(resolver.resolveMx(name))).sort((a, b) => a.priority - b.priority).map((one) => one.exchange).filter((host) => host !== ''),
  }
}

async function orNothing<T>(answer: Promise<T[]>): Promise<T[]> {
  return answer.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTFOUND' || error.code === 'ENODATA') return []
    throw error
  })
}
