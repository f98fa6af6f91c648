import { onDemand } from '#core/index.ts'

/** What sets pages: 52 MB of native code, of which some 10 MB are in memory as soon as it is loaded. */
export const typst = onDemand<typeof import('@myriaddreamin/typst-ts-node-compiler')>('@myriaddreamin/typst-ts-node-compiler', import.meta.url)
