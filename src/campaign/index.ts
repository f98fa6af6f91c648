export { issueAreasOf, setIssueAreas, type IssueArea, type NewIssueArea } from './area.ts'
export {
  addCampaign, campaignById, campaignBySlug, campaignCalled, campaignIn, campaignsOf, changeCampaign, insertCampaign, precisions,
  type Campaign, type CampaignChange, type NewCampaign, type Precision,
} from './campaign.ts'
export { consentNames, consentOf, consentSql, consentTable, defaultConsent, type Consent, type ConsentChanges, type ConsentGiven, type ConsentName } from './consent.ts'
export { foldName } from './fold-name.ts'
export { institutionCalled, institutionsOf, setInstitutions, type Institution, type NewInstitution } from './institution.ts'
export { nameIn, type Names } from './names.ts'
export { addPlaces, findPlace, findPlaces, setPlaces, type NewPlace, type Place } from './place.ts'
export { publicVersion, touchPublic } from './pulse.ts'
export { reservedSlugs } from './slug.ts'
export { addStartingAreas, startingAreas } from './starting.ts'
export { bareOf, campaignSuggester, suggesterOf, type Suggester } from './suggest.ts'
export { slice } from './slice.ts'
