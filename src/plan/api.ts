import type { Api } from '#core/index.ts'
import { aimApi } from './aim/api.ts'
import { boardApi } from './board/api.ts'
import { goalApi } from './goal/api.ts'
import { hashtagApi } from './hashtag/api.ts'
import { caseApi } from './legal-case/api.ts'
import { momentApi } from './moment/api.ts'
import { partnerApi } from './partner/api.ts'
import { tacticApi } from './tactic/api.ts'
import { targetApi } from './target/api.ts'
import { templateApi } from './template/api.ts'

/** The plan: goal, hashtags, partners, targets, moments, tactics with their aims, legal cases, and the board that shows them all. */
export function api(api: Api): void {
  for (const part of [goalApi, hashtagApi, partnerApi, targetApi, momentApi, tacticApi, aimApi, caseApi, templateApi, boardApi]) part(api)
}
