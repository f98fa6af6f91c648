import { resolve } from 'node:path'
import { mkdir } from 'node:fs/promises'
import { refuse } from '#core/index.ts'
import { campaignCalled } from '#campaign/index.ts'
import { closePresses, makeDossiers } from '#deliver/index.ts'
import type { Command } from './command.ts'
import { needed, optional } from './command.ts'
import { withHouse } from './with-house.ts'

export const command: Command = {
  name: 'dossier',
  summary: 'Makes what each institution receives: PDF, HTML, CSV and checksums.',
  usage: '--campaign SLUG [--institution NAME] --out DIR [--language en|es|fr|ar|...]',
  options: {
    campaign: { type: 'string', help: 'Slug of the campaign.' },
    institution: { type: 'string', help: 'Only this one: its key or name. Default: all.' },
    out: { type: 'string', help: 'Folder to write into; each institution gets one of its own in it.' },
    language: { type: 'string', help: "Language of the dossier: one of ours, or one that an organisation added. Default: the campaign's first." },
  },
  run: (given) =>
    withHouse(given, async (house) => {
      const dir = resolve(needed(given, 'out'))
      await mkdir(dir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
        throw refuse('folder', 400, `The folder ${dir} cannot be made (${error.code}).`, { mend: 'Choose one that you may write to.' })
      })
      const began = performance.now()
      try {
        const dossiers = await makeDossiers(house, await campaignCalled(house.db, needed(given, 'campaign')), {
          dir, institution: optional(given, 'institution'), language: optional(given, 'language'),
        })
        const seconds = Math.round((performance.now() - began) / 10) / 100
        given.say({ dossiers, seconds }, [
          ...dossiers.map((one) => `${one.institution}: ${one.questions} questions of ${one.people} people, edition ${one.edition}`),
          `${dossiers.length} dossiers in ${seconds} s, in ${dir}`,
        ])
      } finally {
        closePresses()
      }
    }),
}
