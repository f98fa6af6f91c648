export { blueskyServer, checkAccount, connectAccount, disconnectAccount, ownAccounts, type NewAccount, type OwnAccount } from './account.ts'
export { ownNetworks, type OwnNetwork } from './connected.ts'
export { saidUnderTag } from './tag.ts'
