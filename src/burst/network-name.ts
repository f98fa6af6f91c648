import { networkRules, type Network } from '#variant/index.ts'

/** A network as it calls itself; e-mail is nobody's name and is said in the reader's language. */
export function networkName(say: (key: 'burst.join.email') => string, network: Network): string {
  return network === 'email' ? say('burst.join.email') : networkRules[network].name
}
