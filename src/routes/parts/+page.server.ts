import type { PageServerLoad } from './$types'

export const load: PageServerLoad = () => ({ now: new Date().toISOString() })
