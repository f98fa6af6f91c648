export {
  actionById, actionKinds, actionsOf, actionsOfTactic, actionStates, changeAction, makeAction, noAction, publicAction,
  type Action, type ActionChange, type ActionKind, type ActionState, type NewAction,
} from './action.ts'
export { handoversOf, makeHandover, type Handover } from './handover.ts'
export { idOfSecret, secretOf } from './secret.ts'
export { confirmSignature, dropUnconfirmed, ownSignature, sign, signedBy, signedOf, takeBack, type NewSignature, type Own, type OwnSigned, type Signed } from './sign.ts'
export { slice } from './slice.ts'
export { nextTurn, takeTurn, tapTurn, turnById, writtenOf, type Turn, type Written } from './turn.ts'
export { actionIn, type ActionWords } from './words.ts'
