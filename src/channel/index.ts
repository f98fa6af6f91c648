export * from './contract.ts'
export * from './call/index.ts'
export * from './form/index.ts'
export * from './paper/index.ts'
