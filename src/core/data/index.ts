/** What a thread needs that does nothing but store: small enough to be loaded a second time. */
export * from './database.ts'
export * from './ids.ts'
export * from './keys.ts'
export * from './lately.ts'
