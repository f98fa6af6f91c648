export {
  addVariants, bankLimits, bankOf, banksOf, changeBank, changeVariant, insertBank, makeBank, noBank, variantsOf, wholeBank,
  type Bank, type NewBank, type NewVariant, type Variant, type VariantChange, type WholeBank,
} from './bank.ts'
export { lengthOn, type Length } from './count.ts'
export { coverTags, lint, type Warning } from './lint.ts'
export { isNetwork, networkRules, networks, oneTap, type Network, type NetworkRule } from './network.ts'
export { composed, shareLink, type Shared } from './share.ts'
export { slice } from './slice.ts'
export { smsLength, type SmsLength } from '#channel/sms/index.ts'
export { fitsOn, fitting, lengthOf, variantsAt } from './use.ts'
