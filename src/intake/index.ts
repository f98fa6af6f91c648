export * from './import.ts'
export * from './slice.ts'
export * from './steps.ts'
export * from './take-in.ts'
