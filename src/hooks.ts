import type { Transport } from '@sveltejs/kit/hooks'
import { drawnOver } from '#ui/drawn.ts'

export const transport: Transport = { Drawn: drawnOver }
