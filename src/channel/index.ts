export * from './contract.ts'
export * from './form/index.ts'
