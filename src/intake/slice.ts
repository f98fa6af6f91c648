import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { imports } from './imports-api.ts'
import { tidyImports } from './tidy-imports.ts'
import { resumeUploads } from './upload.ts'

export const slice: Slice = {
  name: 'intake',
  api(app) {
    api(app)
    imports(app)
  },
  jobs: [
    { name: 'resumeUploads', timeoutSeconds: 3_600, every: '* * * * *', run: resumeUploads },
    { name: 'tidyImports', timeoutSeconds: 600, every: '41 3 * * *', run: async (house) => void (await tidyImports(house)) },
  ],
}
