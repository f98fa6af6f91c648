import { refuse } from '#core/index.ts'

/** One a line: the network, then the handle. "mastodon @ana@example.org" */
export function handlesIn(text: string): { network: string; handle: string }[] {
  return text.split(/[\n,،;]+/).map((line) => line.trim()).filter(Boolean).map((line) => {
    const [network, handle] = line.split(/[\s:]+/, 2)
    if (!network || !handle) throw refuse('handle-wrong', 422, `"${line.slice(0, 60)}" is not a handle.`, { mend: 'Write network and handle, such as mastodon @ana@example.org.' })
    return { network: network.toLowerCase() === 'twitter' ? 'x' : network.toLowerCase(), handle }
  })
}
