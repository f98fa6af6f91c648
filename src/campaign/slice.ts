import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { tightenAgain } from './consent-change.ts'
import { tidyDrafts } from './place/draft.ts'
import { loadTowns } from './place/town.ts'

export const slice: Slice = {
  name: 'campaign',
  settings: ['issue_area', 'institution', 'institution_area', 'gazetteer', 'place_set', 'place', 'place_name', 'place_area', 'place_map'],
  api,
  steps: { restored: (_house, t, restored) => tightenAgain(t, restored) },
  jobs: [
    // Asked for when somebody first looks for a place.
    { name: 'loadTowns', timeoutSeconds: 600, run: async (house) => void (await loadTowns(house)) },
    { name: 'tidyPlaceDrafts', timeoutSeconds: 120, every: '17 4 * * *', run: tidyDrafts },
  ],
}
