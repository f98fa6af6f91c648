import type { SubmitFunction } from '$app/forms'
import { invalidateAll } from '$app/navigation'

/** A form keeps what is in it. When it was refused, what it stands on is read anew: somebody else may have been faster. */
export const keepTyped: SubmitFunction = () => async ({ result, update }) => {
  await update({ reset: false })
  if (result.type === 'failure') await invalidateAll()
}
