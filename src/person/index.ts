import type { Slice } from '#core/index.ts'
import { personApi } from './api.ts'
import { blankAnswers } from './idempotency.ts'
import { personJobs } from './jobs.ts'

export { addAccount, emailOf } from './account.ts'
export { actorOf } from './actor.ts'
export { answer, body, problems, problemSchema, slugParam } from './answers.ts'
export { audit, readAudit, type AuditEntry, type AuditRow } from './audit.ts'
export { withActor, withCampaign } from './doors.ts'
export { acceptFirst, firstLink, lookAtFirst, type FirstAccount } from './first.ts'
export { honourIdempotencyKey } from './idempotency.ts'
export { identityOf, type Cookie, type Identity } from './identity.ts'
export {
  acceptInvitation, invite, listInvitations, lookAtInvitation, takeBackInvitation,
  type Acceptance, type Accepted, type Invitation, type InvitationView,
} from './invitation.ts'
export { limit, unlimit, type Limit } from './limit.ts'
export { abilities, allow, allowInOrganisation, may, noSuchCampaign, notSignedIn, roleIn, roleInOrganisation, roles, type Ability } from './may.ts'
export { changeMember, freezePerson, membersOf, removeMember, thawPerson, type Member } from './members.ts'
export { addOrganisation, onlyOrganisation, organisationNamed, organisations, slugOf, type Organisation } from './organisation.ts'
export { campaignsReached, type Reached } from './reach.ts'
export { longestPassword, shortestPassword } from './password.ts'
export type { Link } from './secret-link.ts'
export { addToken, listTokens, revokeToken, scopes, type TokenRow } from './token.ts'
export { addTokenFor, addUser, type NewUser } from './user.ts'

export const personSlice: Slice = {
  name: 'person',
  api: personApi,
  jobs: personJobs,
  steps: { withdraw: async (_house, t, withdrawal) => blankAnswers(t, withdrawal.campaignId) },
}
