import type { Plugin } from 'vite'
import { isLanguage } from '../languages.ts'
import { messagesFolder, readCatalogue } from './catalogue.ts'
import { faultsInMessages } from './check.ts'

const prefix = 'virtual:catalogue/'
/** What a screen is for comes with its page (routes/[slug]/(work)/about.ts), and what a dossier says is set on the server: no browser need know it. */
const onServerOnly = /^(about|dossier)\./

/** Serves each language's merged catalogue as one module, and stops the build when a message is missing or broken. */
export function messages(): Plugin {
  let building = false
  return {
    name: 'clamor-messages',
    configResolved(config) {
      building = config.command === 'build'
    },
    buildStart() {
      if (!building) return
      const faults = faultsInMessages()
      if (faults.length) this.error(`Messages are not complete:\n  ${faults.join('\n  ')}`)
    },
    resolveId(id) {
      return id.startsWith(prefix) ? `\0${id}` : undefined
    },
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return
      const language = id.slice(prefix.length + 1)
      if (!isLanguage(language)) this.error(`No such language: ${language}`)
      const spoken = Object.fromEntries(Object.entries(readCatalogue(language)).filter(([key]) => !onServerOnly.test(key)))
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(spoken))})`
    },
    configureServer(server) {
      server.watcher.add(messagesFolder)
      server.watcher.on('change', (file) => {
        if (!file.startsWith(messagesFolder)) return
        for (const environment of Object.values(server.environments)) environment.moduleGraph.invalidateAll()
        server.ws.send({ type: 'full-reload' })
      })
    },
  }
}
