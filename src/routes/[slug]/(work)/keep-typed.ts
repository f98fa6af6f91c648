import { tick } from 'svelte'
import type { SubmitFunction } from '$app/forms'
import { invalidateAll } from '$app/navigation'

/**
 * A form keeps what is in it; what a person opened for it closes when it is done. When it was refused, what it stands on is read anew: somebody
 * else may have been faster.
 */
export const keepTyped: SubmitFunction = ({ formElement }) => async ({ result, update }) => {
  await update({ reset: false })
  if (result.type === 'failure') await invalidateAll()
  if (result.type !== 'success') return
  await tick()
  const around = formElement.closest('details')
  // One that has to be open (ui/opened.ts) shows what came of it.
  if (around && !around.hasAttribute('data-opened')) around.open = false
}
