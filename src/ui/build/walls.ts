import { relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'

const source = resolve(import.meta.dirname, '../..')
const native = '\0native:'
const loaded: Map<string, unknown> = ((globalThis as Record<symbol, unknown>)[Symbol.for('clamor-native')] ??= new Map()) as Map<string, unknown>

/**
 * Keeps the built pages on the same modules as the rest of the house, and server code out of the browser.
 *
 * SvelteKit bundles what a page imports, so a built server would hold two pools and two `Refusal` classes. Every `.ts` module of `src/`
 * that is not a screen (routes/, hooks, `.svelte.ts`) therefore stays outside the bundle and is imported by its `#slice/...` name, which node
 * resolves to the file it runs anyway. In the browser only ui/ may be imported by name; types are free, they are gone by then.
 */
export function walls(): Plugin {
  return {
    name: 'clamor-walls',
    enforce: 'pre',
    resolveId: {
      filter: { id: { include: /\.ts$/, exclude: [/^\0/, /\.svelte\.ts$/] } },
      async handler(id, importer, options) {
        if (!importer) return
        const resolved = id.startsWith('#') ? resolve(source, id.slice(1)) : (await this.resolve(id, importer, { ...options, skipSelf: true }))?.id
        const slice = resolved && sliceOf(resolved)
        if (!slice) return
        if (this.environment.config.consumer === 'server') {
          if (this.environment.mode === 'dev') return native + resolved
          return { id: `#${relative(source, resolved).split(sep).join('/')}`, external: true }
        }
        if (slice !== 'ui' && id.startsWith('#')) {
          this.error(`${relative(source, importer)} imports ${id} into the browser: use \`import type\`, or load it in a +page.server.ts`)
        }
      },
    },
    /** While developing, Vite cannot be told to leave a file to node: it gets a module that hands on what node has loaded. */
    async load(id) {
      if (!id.startsWith(native)) return
      const file = id.slice(native.length)
      const module: Record<string, unknown> = await import(pathToFileURL(file).href)
      loaded.set(file, module)
      const names = Object.keys(module).filter((name) => name !== 'default')
      return `const { ${names.join(', ')} } = globalThis[Symbol.for('clamor-native')].get(${JSON.stringify(file)})\nexport { ${names.join(', ')} }`
    },
  }
}

/** The slice of a module (or its name, right under `src/`), none when it is a screen or lies outside. */
function sliceOf(file: string): string | undefined {
  const [first = '', ...rest] = relative(source, file).split(sep)
  if (first === '..' || first === 'routes' || rest.includes('node_modules')) return
  return rest.length || !first.startsWith('hooks.') ? first : undefined
}
